/* The state of the search page in its address: what is asked, what it is narrowed to, in which order, how much is shown.
   What was settled (sent, chosen) can be gone back to; what is being typed takes the place of what was typed before it. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));

  search.address = (input, filters, shown) => {
    let settled = false;

    function read() {
      const parameters = new URLSearchParams(location.search);
      input.value = (parameters.get('q') ?? input.value).slice(0, search.LONGEST);
      filters.read(parameters);
      shown.count = Math.min(1000, Math.max(shown.least, Number(parameters.get('show')) || 0));
      settled = false;
    }
    /** `settles`: the reader has sent or chosen this. */
    function write(settles) {
      const parameters = new URLSearchParams();
      const typed = input.value.trim().slice(0, search.LONGEST);
      document.documentElement.toggleAttribute('data-asked', Boolean(typed)); // room for what is found
      if (typed) parameters.set('q', typed);
      filters.write(parameters);
      if (shown.count > shown.least) parameters.set('show', shown.count);
      const state = parameters.toString();
      if (state !== new URLSearchParams(location.search).toString()) {
        const way = settled ? 'pushState' : 'replaceState';
        try { history[way](null, '', location.pathname + (state && `?${state}`)); } catch { /* refused: then no address */ }
        settled = false;
      }
      settled ||= settles;
    }
    input.addEventListener('change', () => { settled = true; });
    return { read, write };
  };
})();
