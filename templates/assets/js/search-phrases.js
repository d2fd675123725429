/* Words that stand together: phrases in quotes, which must; and the words of a plain query, which had better. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const LOOKED_AT = 200; // results whose words are looked at for standing together
  const MOST = 3; // words of which it is worth their bytes: more of them find their report by themselves
  const NEAR = 2; // how much a result gains whose words all do
  const LOOSELY = 0.3; // of it, where they do a few words apart
  const TITLE = 2; // and one that has all of them in its title
  const APART = { claim: ['speaker'], source: ['role'], question: ['about'] }; // fields that no row holds whole

  /** Begin to load what a question asks of the index, all of it at once. `together`: its words may stand side by side. */
  function prepare(clauses, phrases, together) {
    const terms = clauses.flatMap(({ terms: known, wild, edits, text }) => known ?? (wild || edits ? [] : search.words.terms(text)));
    const few = new Set(terms).size > 1 && new Set(terms).size <= MOST;
    const placed = new Set(phrases.flatMap((phrase) => phrase.terms.map(([, term]) => term)).concat(together && few ? terms : []));
    for (const term of [...terms, ...clauses.flatMap(search.engine.listKin)]) search.postings.prepare(term, false);
    for (const term of placed) search.postings.prepare(term, true);
  }

  /** Whether in one field of a document all terms stand at their distances; `placed`: [[distance, positions], …]. */
  function standsIn(placed, field, document) {
    const [[start, first], ...rest] = placed;
    for (const at of first?.[field].get(document) ?? []) {
      if (rest.every(([distance, held]) => held?.[field].get(document)?.has(at - start + distance))) return true;
    }
    return false;
  }

  /** The results in which every phrase stands, and none that is excluded, as far as their stems tell. */
  async function keep(group, hits, phrases) {
    let kept = hits;
    for (const phrase of phrases) {
      if (!kept.length) break;
      const wanted = new Set(kept.map(({ document }) => document));
      const placed = await Promise.all(phrase.terms.map(async ([distance, term]) => [distance, await search.postings.places(group, term, wanted)]));
      const fields = group.fields.map((_, at) => at).filter((at) => !phrase.field || group.fields[at] === phrase.field);
      const where = ({ document }) => fields.filter((field) => standsIn(placed, field, document));
      kept = kept.map((hit) => ({ ...hit, where: where(hit) })).filter((hit) => Boolean(hit.where.length) !== phrase.excluded)
        .map((hit) => ({ ...hit, apart: hit.where.some((field) => APART[group.kind]?.includes(group.fields[field])) }));
    }
    return kept;
  }

  /** The reports that a plain query of several words finds: those lifted that have all of them in their title, or some as
      they were typed, side by side. `placed`: [[place in the query, term], …]. */
  async function lift(group, hits, placed) {
    const different = [...new Set(placed.map(([, term]) => term))];
    if (different.length < 2 || hits.length < 2) return hits;
    const looked = hits.slice(0, LOOKED_AT);
    const titled = await Promise.all(different.map(async (term) => new Set((await search.postings.find(group, term))?.[0].documents)));
    const near = await rate(group, looked, placed, different);
    const lifted = looked.map(({ document, score }) => {
      const isTitle = titled.every((documents) => documents.has(document));
      return { document, score: score * (1 + NEAR * near(document) + TITLE * isTitle) };
    });
    return [...lifted.sort(search.engine.inOrder), ...hits.slice(LOOKED_AT)];
  }
  /** How many of its neighbours a document has so, from 0 to 1: as they were typed, or loosely. */
  async function rate(group, hits, placed, different) {
    if (different.length > MOST) return () => 0;
    const wanted = new Set(hits.map(({ document }) => document));
    const held = new Map(await Promise.all(different.map(async (term) => [term, await search.postings.places(group, term, wanted)])));
    const pairs = placed.slice(1).map(([place, term], at) => [placed[at][1], term, place - placed[at][0]]).filter(([one, other]) => one !== other);
    const meet = (document, [one, other, distance]) => Math.max(0, ...group.fields.map((_, field) => {
      const first = [...held.get(one)?.[field].get(document) ?? []];
      const second = held.get(other)?.[field].get(document);
      if (!second) return 0;
      return first.some((at) => second.has(at + distance)) ? 1 : first.some((at) => [1, 2, 3].some((step) => second.has(at + step))) ? LOOSELY : 0;
    }));
    return (document) => pairs.reduce((sum, pair) => sum + meet(document, pair), 0) / pairs.length;
  }

  /** Whether a text holds a phrase word for word: folded, but neither stemmed nor without its stop words. */
  function holds(text, phrase) {
    const words = [...search.words.read(text)].map(({ word }) => word);
    return words.some((_, at) => phrase.words.every((word, step) => words[at + step] === word));
  }

  search.phrases = { prepare, keep, lift, holds };
})();
