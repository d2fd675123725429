/* One place to search: the page, or the box laid over any page. Reads what is typed, shows what is found. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const root = document.documentElement.dataset.root ?? '';
  const PAUSE = 130; // milliseconds without a key before the question is asked
  const LONGEST = 1000; // characters of a query in an address

  search.desk = (form, { brief }) => {
    const { make, show, count } = search.show;
    const input = form.elements.q;
    const place = form.parentElement;
    const [status, list, all] = ['[role="status"]', '.hits', '.all'].map((selector) => place.querySelector(selector));
    const filters = search.filters(place.querySelector('.filters'), () => ask(false));
    const size = brief ? { count: 5, most: 2 } : { count: 10, most: 3 };
    let turn = 0;
    let timer;

    /** Ask for what stands in the field. `begun`: its last word may be unfinished. A later question makes this one void. */
    async function ask(begun) {
      clearTimeout(timer);
      const mine = ++turn;
      const isOld = () => mine !== turn;
      const typed = input.value.trim();
      writeAddress(typed);
      if (!typed) return clear();
      try {
        const found = await search.answers.find(typed, begun);
        const hits = await search.facets.narrow(found.hits, filters.chosen);
        if (isOld()) return undefined;
        const arranged = search.answers.arrange(hits, filters.newest);
        status.replaceChildren(found.idle ? say('idle') : count(arranged));
        showNotes(found);
        if (all) showAll(typed, hits.length);
        await showFrom(0, arranged, found.terms, isOld);
        if (!isOld()) await filters.show(found.hits, isOld);
      } catch (failure) {
        if (isOld()) return undefined;
        clear();
        status.replaceChildren(failure.message);
      }
      return undefined;
    }

    function clear() {
      place.querySelector('.notes-on-query')?.remove();
      list.replaceChildren();
      status.replaceChildren();
      filters.clear();
      if (all) all.hidden = true;
    }

    /** What is said where words were read otherwise than they were typed, or are not in the archive. */
    function showNotes({ notes, unknown }) {
      place.querySelector('.notes-on-query')?.remove();
      const lines = notes.map((note) => make('p', { className: 'hint', textContent: note }));
      for (const { word, instead } of unknown) {
        const line = make('p', { className: 'hint' }, say('no-word', { word }));
        if (instead) {
          const [before, after] = say('did-you-mean', { word: '\n' }).split('\n');
          line.append(` ${before}`, offer(word, instead), after);
        }
        lines.push(line);
      }
      if (lines.length) list.before(make('div', { className: 'notes-on-query' }, ...lines));
    }
    function offer(word, instead) {
      const button = make('button', { className: 'btn is-quiet', type: 'button', textContent: instead });
      button.addEventListener('click', () => {
        input.value = input.value.replace(word, () => instead);
        input.focus();
        ask(false);
      });
      return button;
    }

    async function showFrom(from, arranged, terms, isOld) {
      await show(list, arranged, terms, { ...size, from, isOld });
      const left = arranged.groups.length - from - size.count;
      if (brief || left <= 0 || isOld()) return;
      const more = make('button', { className: 'btn', type: 'button', textContent: say('more-reports', { count: left }) });
      more.addEventListener('click', async () => {
        more.remove();
        const { length } = list.children;
        await showFrom(from + size.count, arranged, terms, isOld);
        list.children[length]?.querySelector('a')?.focus();
      });
      list.append(more);
    }
    function showAll(typed, number) {
      all.hidden = !number;
      all.href = `${root}search.html?q=${encodeURIComponent(typed)}`;
      all.textContent = say('all-results', { count: number });
    }

    function writeAddress(typed) {
      if (brief) return;
      const parameters = new URLSearchParams();
      if (typed) parameters.set('q', typed.slice(0, LONGEST));
      filters.write(parameters);
      const state = parameters.toString();
      try { history.replaceState(null, '', location.pathname + (state && `?${state}`)); } catch { /* refused: then no address */ }
    }
    function readAddress() {
      const parameters = new URLSearchParams(location.search);
      if (parameters.has('q')) input.value = parameters.get('q').slice(0, LONGEST);
      filters.read(parameters);
    }

    input.addEventListener('input', () => {
      turn += 1;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE, true);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (brief) location.assign(`${root}search.html?q=${encodeURIComponent(input.value.trim())}`); else ask(false);
    });
    place.addEventListener('keydown', (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const stops = [input, ...place.querySelectorAll('a.hit')];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
    });
    if (!brief) readAddress();
    filters.clear();
    if (input.value.trim()) ask(brief);
  };
})();
