/* What results can be narrowed by: kind, outlet, source, year, standing; and how many there are of each. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const KINDS = ['report', 'claim', 'comment', 'source', 'question'].map((kind) => [kind, say(`${kind}s`)]);
  const NAMES = Object.fromEntries(['kind', 'outlet', 'source', 'year', 'standing'].map((name) => [name, say(name)]));
  const READERS = ['reader', say('commenters')];

  let facets;
  const load = () => facets ??= search.store.load('f/1').then((payload) => {
    const numbers = (text) => {
      const reader = new search.store.Reader(text);
      const found = [];
      while (reader.more) found.push(reader.number());
      return found;
    };
    return { ...payload, articles: numbers(payload.articles), claims: numbers(payload.claims), questions: numbers(payload.questions) };
  });

  /** What one result is narrowed by: name of the filter → value; '' for none. */
  function describe({ kind, document, article }, { outlet, source, standing, articles, claims, questions }) {
    const printed = article < 0 ? '' : outlet[articles[2 * article] - 1]?.[0] ?? '';
    const state = kind === 'claim' ? claims[2 * document + 1] : kind === 'question' ? questions[document] : 0;
    const speaker = kind === 'claim' ? source[claims[2 * document] - 1]?.[0] ?? '' : kind === 'comment' ? READERS[0] : kind === 'report' ? printed : '';
    return {
      kind,
      outlet: printed,
      source: speaker,
      year: article < 0 ? '' : String(articles[2 * article + 1] || ''),
      standing: standing[state - 1]?.[0] ?? '',
    };
  }

  const fits = (described, chosen) => Object.keys(NAMES).every((name) => !chosen[name]?.size || chosen[name].has(described[name]));

  /** The results that fit what was chosen. */
  async function narrow(hits, chosen) {
    if (!Object.keys(NAMES).some((name) => chosen[name]?.size)) return hits;
    const known = await load();
    return hits.filter((hit) => fits(describe(hit, known), chosen));
  }

  /** For each filter its values with how many results have them: [name, legend, [[value, label, count], …]]. */
  async function count(hits, chosen) {
    const known = await load();
    const labels = {
      kind: new Map(KINDS),
      outlet: new Map(known.outlet),
      source: new Map([...known.source, READERS]),
      standing: new Map(known.standing),
    };
    const counts = Object.fromEntries(Object.keys(NAMES).map((name) => [name, new Map()]));
    for (const hit of hits) {
      for (const [name, value] of Object.entries(describe(hit, known))) {
        if (value) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      }
    }
    return Object.entries(NAMES).map(([name, legend]) => {
      for (const value of chosen[name] ?? []) if (!counts[name].has(value)) counts[name].set(value, 0);
      const listed = [...counts[name]].map(([value, number]) => [value, labels[name]?.get(value) ?? value, number]);
      const order = name === 'kind' ? (value) => KINDS.findIndex(([kind]) => kind === value) : null;
      listed.sort((one, other) => (order ? order(one[0]) - order(other[0]) : other[2] - one[2] || (one[1] < other[1] ? -1 : 1)));
      return [name, legend, listed];
    });
  }

  search.facets = { narrow, count, describe, load, names: Object.keys(NAMES), kinds: new Map(KINDS) };
})();
