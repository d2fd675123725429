/* One place to search: the page, or the box laid over any page. Reads what is typed, shows what is found. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const PAUSE = 130; // milliseconds without a key before the question is asked
  const SLOW = 400; // milliseconds without an answer before that is said

  search.desk = (form, { brief }) => {
    const { make, show, count } = search.show;
    const input = form.elements.q;
    const place = form.parentElement;
    const [status, notes, list, all] = ['.found-count', '.notes-on-query', '.hits', '.all'].map((each) => place.querySelector(each));
    const most = brief ? 2 : 3; // results of one kind that are shown of an article
    const shown = { least: brief ? 5 : 10, count: brief ? 5 : 10 }; // articles
    const filters = search.filters(place.querySelector('.filters'), () => askAnew());
    const address = brief ? null : search.address(input, filters, shown);
    const keys = search.combobox(input, list);
    let asking = new AbortController();
    let timer;

    /** The question has changed: whatever was asked before is void, and asks for no more files. */
    function drop() {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      keys.leave();
      return asking.signal;
    }
    function askAnew({ begun = false } = {}) {
      shown.count = shown.least;
      return ask({ begun, settles: !begun });
    }

    /** Ask for what stands in the field. `begun`: its last word may be unfinished. */
    async function ask({ begun = false, settles = false }) {
      const signal = drop();
      address?.write(settles);
      const typed = input.value.trim();
      if (!typed) return clear();
      list.setAttribute('aria-busy', 'true');
      const late = setTimeout(() => status.replaceChildren(say('searching')), SLOW);
      try {
        const found = await search.answers.find(typed, begun, signal);
        const hits = await search.facets.narrow(found.hits, filters.chosen, signal);
        signal.throwIfAborted();
        clearTimeout(late);
        const arranged = await search.answers.arrange(hits, filters.newest, signal);
        status.replaceChildren(found.idle ? say('idle') : count(arranged));
        notes.replaceChildren(...found.notes.map((note) => make('p', { className: 'hint', textContent: note })));
        if (found.hits.length && !hits.length) notes.append(offerAll(found.hits.length));
        if (all) showAll(typed, hits.length);
        await showFrom(0, shown.count, arranged, found.terms, signal);
        if (!found.idle) countAnew(arranged);
        const unknown = await search.answers.findUnknown(found, signal);
        signal.throwIfAborted();
        notes.append(...unknown.map(sayUnknown));
        if (!found.hits.length && !notes.hasChildNodes()) notes.append(make('p', { className: 'hint', textContent: say('nowhere') }));
        await filters.show(found.hits, signal);
      } catch (failure) {
        if (signal.aborted) return undefined;
        clear();
        status.replaceChildren(failure.message);
        notes.replaceChildren(offer(say('try-again'), () => {}));
      } finally {
        clearTimeout(late);
        if (!signal.aborted) list.setAttribute('aria-busy', 'false');
      }
      return undefined;
    }

    function clear() {
      list.replaceChildren();
      list.setAttribute('aria-busy', 'false');
      status.replaceChildren();
      notes.replaceChildren();
      filters.clear();
      keys.update();
      if (all) all.hidden = true;
    }

    function offer(label, act) {
      const button = make('button', { className: 'btn is-quiet', type: 'button', textContent: label });
      button.addEventListener('click', () => {
        act();
        input.focus();
        askAnew();
      });
      return button;
    }
    function offerAll(number) {
      const line = make('p', { className: 'hint', textContent: `${say('none-fits', { number })} ` });
      line.append(offer(say('show-all'), filters.reset));
      return line;
    }
    function sayUnknown({ word, instead }) {
      const line = make('p', { className: 'hint' }, say('no-word', { word }));
      if (instead) {
        const [before, after] = say('did-you-mean', { word: '\n' }).split('\n');
        line.append(` ${before}`, offer(instead, () => { input.value = input.value.replace(word, () => instead); }), after);
      }
      return line;
    }

    /** Fewer, where some fell away when their words were read. */
    function countAnew(arranged) {
      const counted = count(arranged);
      if (status.textContent !== counted) status.replaceChildren(counted);
    }
    /** Some of the articles, from one on; and a way to the others. */
    async function showFrom(from, number, arranged, terms, signal) {
      const to = await show(list, arranged, terms, { from, count: number, most, signal, reach, drawn: keys.update });
      signal.throwIfAborted();
      const left = arranged.groups.length - to;
      if (brief || left <= 0) return;
      const more = search.show.makeMore(say('more-reports', { count: left }), async () => {
        const { length } = list.children;
        shown.count = to + shown.least;
        address.write(true);
        await showFrom(to, shown.least, arranged, terms, signal);
        countAnew(arranged);
        more.remove();
        reach(list.children[length - 1]);
      });
      list.append(more);
      keys.update();
    }
    /** Where the reader goes on after more was shown: in the field's grid, or on the link itself. */
    function reach(row) {
      keys.update();
      const stop = row?.querySelector('a, button');
      if (stop && document.activeElement === input) keys.activate(stop); else stop?.focus();
    }
    function showAll(typed, number) {
      all.hidden = !number;
      all.href = search.page(typed);
      all.textContent = say('all-results', { count: number });
    }

    input.addEventListener('input', () => {
      drop();
      timer = setTimeout(askAnew, PAUSE, { begun: true });
    });
    input.addEventListener('keydown', (event) => {
      if (brief || event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      input.value = '';
      askAnew();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (brief) location.assign(search.page(input.value)); else askAnew();
    });
    if (!brief) {
      globalThis.addEventListener('popstate', () => {
        address.read();
        ask({ settles: true });
      });
      address.read();
    }
    filters.clear();
    if (input.value.trim()) ask({ begun: brief, settles: !brief });
  };
})();
