/* On every page: opens the search, and loads it only then. Without script, the link in the header leads to search.html.
   The one Trusted Types policy of the site; it makes addresses of our own search files and of nothing else. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const { root = '', assets = '' } = document.documentElement.dataset;
  const INDEX = /^search\/(?:m|[a-z]{1,2}\/[0-9]{1,10})\.js(?:\?v=[0-9a-f]{8})?$/;
  const SCRIPT = /^js\/search-[a-z]+\.js$/;

  function resolve(file) {
    if (INDEX.test(file)) return root + file;
    if (SCRIPT.test(file)) return assets + file;
    throw new TypeError('not a file of the search');
  }
  search.put = () => {}; // until the search is there
  const policy = globalThis.trustedTypes?.createPolicy('whence', { createScriptURL: resolve });

  /** Run one script of the search. `inTurn`: after those that were asked for so before, however they arrive. */
  search.run = (file, inTurn = false) => new Promise((done, fail) => {
    const script = document.createElement('script');
    script.async = !inTurn;
    script.src = policy ? policy.createScriptURL(file) : resolve(file);
    script.onload = () => { script.remove(); done(); };
    script.onerror = () => { script.remove(); fail(new Error(globalThis.whenceSay('not-loaded'))); };
    document.head.append(script);
  });
  search.style = () => new Promise((done) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${assets}css/search.css` });
    link.onload = done;
    link.onerror = done; // plain, then
    document.head.append(link);
  });

  search.LONGEST = 1000; // characters of a query in an address
  /** The search page with a question; URLSearchParams, since it takes half a character too. */
  search.page = (typed) => `${root}search.html?${new URLSearchParams({ q: typed.trim().slice(0, search.LONGEST) })}`;

  let loading;
  /** The search, and at the same time the manifest of its index. */
  const load = () => loading ??= Promise.all([
    document.querySelector('link[href$="css/search.css"]') || search.style(),
    search.run('js/search-all.js', true),
    search.run('search/m.js', true).catch(() => {}), // told when a question needs it
  ]).then(() => search.answers.prepare()).catch((failure) => { loading = undefined; throw failure; });

  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* storage refused */ } },
  };
  const hasSlash = () => memory.get('whence-slash') !== 'off';
  const isTyping = (target) => target instanceof Element && target.closest('input, textarea, select, [contenteditable]');

  function start() {
    const box = document.querySelector('#seek');
    const page = document.querySelector('main form.ask[data-desk]');
    const opener = document.querySelector('.seek-open');
    let desk = null;

    async function open() {
      if (page) {
        page.elements.q.focus();
        page.elements.q.select();
        return;
      }
      if (!box || box.open) return;
      const input = box.querySelector('input');
      box.style.opacity = desk ? '' : '0'; // typing may begin at once; it is seen when its style is there
      box.showModal();
      input.select();
      try {
        await load();
        desk ??= search.desk(box.querySelector('form'), { brief: true });
        box.style.opacity = '';
      } catch {
        location.assign(search.page(input.value));
      }
    }

    /** From the last stop of Tab in the box on to its first, and back. */
    function keepInside(event) {
      const stops = [...box.querySelectorAll('input, button, a[href], summary')].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
      const end = event.shiftKey ? stops.at(0) : stops.at(-1);
      if (document.activeElement !== end) return;
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops.at(0)).focus();
    }

    opener?.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || (!box && !page)) return;
      event.preventDefault();
      open();
    });
    box?.querySelector('[data-close]')?.addEventListener('click', () => box.close());
    box?.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) {
        event.preventDefault();
        box.close();
      } else if (event.key === 'Tab') keepInside(event);
    });
    box?.addEventListener('click', (event) => { if (event.target === box) box.close(); }); // beside it
    const sign = opener?.querySelector('kbd');
    const showSign = () => { if (sign) sign.style.visibility = (box || page) && hasSlash() ? '' : 'hidden'; }; // it keeps its room
    showSign();
    for (const label of document.querySelectorAll('.slash')) { // a shortcut of one key must be possible to switch off
      const tick = label.querySelector('input');
      tick.checked = hasSlash();
      tick.addEventListener('change', () => {
        memory.set('whence-slash', tick.checked ? 'on' : 'off');
        showSign();
      });
    }
    document.addEventListener('keydown', (event) => {
      const chord = event.key?.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && hasSlash();
      if ((!chord && !slash) || (!box && !page)) return;
      event.preventDefault();
      open();
    });

    if (page) load().then(() => search.desk(page, { brief: false }), (failure) => {
      document.querySelector('.found-count')?.replaceChildren(failure.message);
    });
    if (new URLSearchParams(location.search).has('lit')) {
      Promise.all(['words', 'light'].map((part) => search.run(`js/search-${part}.js`))).then(() => search.light(), () => {});
    }
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
