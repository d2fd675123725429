/* What results can be narrowed by: kind, outlet, source, year, standing; and how many there are of each. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const KINDS = ['report', 'claim', 'comment', 'source', 'question'].map((kind) => [kind, say(`${kind}s`)]);
  const NAMES = Object.fromEntries(['kind', 'outlet', 'source', 'year', 'standing'].map((name) => [name, say(name)]));
  const READERS = ['reader', say('commenters')];

  let facets;
  const load = () => facets ??= search.store.fetchPlain('f/0').then((payload) => {
    const articles = search.store.readNumbers(payload.articles);
    const starts = []; // of each article, how many claims come before its own
    for (let at = 1, before = 0; at < articles.length; before += articles[at], at += 4) starts.push(before);
    return { ...payload, articles, starts, claims: search.store.readNumbers(payload.claims), questions: search.store.readNumbers(payload.questions) };
  });

  /** What one result is narrowed by: name of the filter → value; '' for none. */
  function describe({ kind, document, article }, { outlet, source, standing, articles, starts, claims, questions }) {
    const claim = kind === 'claim' ? starts[article] + search.postings.indexOf(document) : 0;
    const printed = article < 0 ? '' : outlet[articles[4 * article + 2] - 1]?.[0] ?? '';
    const state = kind === 'claim' ? claims[2 * claim + 1] : kind === 'question' ? questions[document] : 0;
    const speaker = kind === 'claim' ? source[claims[2 * claim] - 1]?.[0] ?? '' : kind === 'comment' ? READERS[0] : kind === 'report' ? printed : '';
    return {
      kind,
      outlet: printed,
      source: speaker,
      year: article < 0 ? '' : String(articles[4 * article + 3] || ''),
      standing: standing[state - 1]?.[0] ?? '',
    };
  }

  const fits = (described, chosen) => Object.keys(NAMES).every((name) => !chosen[name]?.size || chosen[name].has(described[name]));

  /** The results that fit what was chosen. */
  async function narrow(hits, chosen, signal) {
    if (!Object.keys(NAMES).some((name) => chosen[name]?.size)) return hits;
    const known = await load();
    const kept = [];
    for await (const run of search.turns.inRuns(hits, signal)) kept.push(...run.filter((hit) => fits(describe(hit, known), chosen)));
    return kept;
  }

  /** For each filter its values with how many results have them: [name, legend, [[value, label, count], …]]. */
  async function count(hits, chosen, signal) {
    const known = await load();
    const labels = {
      kind: new Map(KINDS),
      outlet: new Map(known.outlet),
      source: new Map([...known.source, READERS]),
      standing: new Map(known.standing),
    };
    const counts = Object.fromEntries(Object.keys(NAMES).map((name) => [name, new Map()]));
    for await (const run of search.turns.inRuns(hits, signal)) {
      for (const hit of run) {
        for (const [name, value] of Object.entries(describe(hit, known))) {
          if (value) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
        }
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
