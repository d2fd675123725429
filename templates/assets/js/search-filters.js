/* The filters beside the results: what is chosen, and the boxes to choose with. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const MOST = 12; // values of one filter that are listed
  const LONGEST = 200; // characters of a value in an address
  const ORDERS = [['rank', say('best-first')], ['date', say('newest-first')]];

  /** The filters in a details element (or nowhere, where there is none); `changed` is called after each choice. */
  search.filters = (place, changed) => {
    const { make } = search.show;
    const { names } = search.facets;
    const chosen = Object.fromEntries(names.map((name) => [name, new Set()]));
    const state = { chosen, newest: false, read, write, show, clear, reset };

    function read(parameters) {
      for (const name of names) chosen[name] = new Set(parameters.getAll(name).slice(0, MOST).map((value) => value.slice(0, LONGEST)));
      state.newest = parameters.get('sort') === 'date';
    }
    function write(parameters) {
      for (const name of names) for (const value of chosen[name]) parameters.append(name, value);
      if (state.newest) parameters.set('sort', 'date');
    }
    function makeSet(name, legend, type, values, isChosen) {
      const labels = values.map(([value, label, number]) => make('label', {},
        make('input', { type, name, value, checked: isChosen(value) }), make('bdi', { textContent: label }),
        number === undefined ? '' : make('span', { textContent: String(number) })));
      return make('fieldset', { name }, make('legend', { textContent: legend }), ...labels);
    }

    /** One set of boxes for every filter that would part the results. */
    async function show(hits, signal) {
      if (!place) return;
      const counted = await search.facets.count(hits, chosen, signal);
      signal.throwIfAborted();
      const parting = counted.filter(([name, , values]) => values.length > 1 || chosen[name].size);
      const sets = parting.map(([name, legend, values]) => {
        const listed = values.filter(([value], at) => at < MOST || chosen[name].has(value));
        return makeSet(name, legend, 'checkbox', listed, (value) => chosen[name].has(value));
      });
      sets.push(makeSet('sort', say('order'), 'radio', ORDERS, (value) => state.newest === (value === 'date')));
      const { name, value } = place.contains(document.activeElement) ? document.activeElement : {};
      clear();
      place.append(...sets);
      place.hidden = !hits.length;
      if (name) [...place.querySelectorAll('input')].find((box) => box.name === name && box.value === value)?.focus();
    }
    function reset() {
      for (const name of names) chosen[name].clear();
    }
    function clear() {
      place?.querySelectorAll('fieldset').forEach((each) => each.remove());
      if (place) place.hidden = true;
    }

    place?.addEventListener('change', ({ target }) => {
      if (target.name === 'sort') state.newest = target.value === 'date';
      else if (target.checked) chosen[target.name].add(target.value);
      else chosen[target.name].delete(target.value);
      changed();
    });
    return state;
  };
})();
