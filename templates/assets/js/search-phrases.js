/* Words that stand together: phrases in quotes, which must; and the words of a plain query, which had better. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const LOOKED_AT = 200; // results whose words are looked at for standing together
  const MOST = 6; // words of which it is worth their bytes
  const LIFT = 0.6; // how much a result gains whose words all do
  const APART = { claim: ['speaker'], source: ['role'], question: ['about'] }; // fields that no row holds whole

  const parsed = new Map(); // of each file, where each term's positions begin
  /** Load the positions of several words while their documents are still on their way. What fails is told later. */
  function prepare(group, clauses) {
    const terms = new Set(clauses.flatMap(({ terms: each }) => each.slice(0, 1)));
    if (!group.size || terms.size < 2 || terms.size > MOST) return;
    for (const term of terms) search.store.load(`${group.key}p/${search.store.findShard(group.bounds, term)}`).catch(() => {});
  }

  /** Of one term: for each field, document → positions, of the documents wanted. Null where no document has it. */
  async function positions(group, term, wanted) {
    const { shard, found } = await search.store.locate(group, term);
    if (!found) return null;
    const postings = await search.store.postings(group, term);
    const name = `${group.key}p/${shard}`;
    const text = await search.store.load(name);
    if (!parsed.has(name)) parsed.set(name, findStarts(text));
    const reader = new search.store.Reader(text, parsed.get(name)[found[0]]);
    return postings.map(({ documents }) => {
      const places = new Map();
      for (const document of documents) {
        const held = wanted.has(document) ? new Set() : null;
        for (let left = reader.number(), at = 0; left > 0; left -= 1) {
          at += reader.number();
          held?.add(at);
        }
        if (held) places.set(document, held);
      }
      return places;
    });
  }
  function findStarts(text) {
    const reader = new search.store.Reader(text);
    const starts = [];
    while (reader.more) {
      const length = reader.number();
      starts.push(reader.at);
      reader.at += length;
    }
    return starts;
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
      const placed = await Promise.all(phrase.terms.map(async ([distance, term]) => [distance, await positions(group, term, wanted)]));
      const fields = group.fields.map((_, at) => at).filter((at) => !phrase.field || group.fields[at] === phrase.field);
      const where = ({ document }) => fields.filter((field) => standsIn(placed, field, document));
      kept = kept.map((hit) => ({ ...hit, where: where(hit) })).filter((hit) => Boolean(hit.where.length) !== phrase.excluded)
        .map((hit) => ({ ...hit, apart: hit.where.some((field) => APART[group.kind]?.includes(group.fields[field])) }));
    }
    return kept;
  }

  /** The results of a plain query of several words, those lifted in which neighbours stand side by side. */
  async function lift(group, hits, terms) {
    const pairs = terms.slice(1).map((term, at) => [terms[at], term]).filter(([one, other]) => one !== other);
    const different = [...new Set(terms)];
    if (!pairs.length || hits.length < 2 || different.length > MOST) return hits;
    const wanted = new Set(hits.slice(0, LOOKED_AT).map(({ document }) => document));
    const held = new Map(await Promise.all(different.map(async (term) => [term, await positions(group, term, wanted)])));
    const near = (document) => pairs.filter(([one, other]) => group.fields.some((_, field) => {
      const first = held.get(one)?.[field].get(document);
      const second = held.get(other)?.[field].get(document);
      return first && second && [...first].some((at) => [1, 2, 3].some((step) => second.has(at + step)));
    })).length;
    const looked = hits.slice(0, LOOKED_AT).map(({ document, score }) => (
      { document, score: score * (1 + LIFT * near(document) / pairs.length) }));
    return [...looked.sort(search.engine.inOrder), ...hits.slice(LOOKED_AT)];
  }

  /** Whether a text holds a phrase word for word: folded, but neither stemmed nor without its stop words. */
  function holds(text, phrase) {
    const words = [...search.words.read(text)].map(({ word }) => word);
    return words.some((_, at) => phrase.words.every((word, step) => words[at + step] === word));
  }

  search.phrases = { prepare, keep, lift, holds };
})();
