/* Words that stand together: phrases in quotes, which must; and the words of a plain query, which had better. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const LOOKED_AT = 200; // results whose words are looked at for standing together
  const MOST = 3; // words of which it is worth their bytes: more of them find their report by themselves
  const LIFT = 0.6; // how much a result gains whose words all do
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

  /** The results of a plain query of several words, those lifted in which neighbours stand side by side. */
  async function lift(group, hits, terms) {
    const pairs = terms.slice(1).map((term, at) => [terms[at], term]).filter(([one, other]) => one !== other);
    const different = [...new Set(terms)];
    if (!pairs.length || hits.length < 2 || different.length > MOST) return hits;
    const wanted = new Set(hits.slice(0, LOOKED_AT).map(({ document }) => document));
    const held = new Map(await Promise.all(different.map(async (term) => [term, await search.postings.places(group, term, wanted)])));
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
