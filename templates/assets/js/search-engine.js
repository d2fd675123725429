/* The question asked of one group: the same documents with the same scores as Lunr gives. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));

  const LOOKS = 4096; // documents that are weighed at once
  const EXACT = 1e9; // below this, what two scores differ by is only the order of their sums

  /** The terms that each clause stands for, for all groups alike. `begun`: the last word may be unfinished. */
  async function expand(clauses, begun) {
    await search.store.open();
    return Promise.all(clauses.map(async (clause, at) => {
      if (clause.terms) return clause;
      if (clause.wild && !clause.edits) return { ...clause, terms: await search.vocabulary.matchWild(clause.text) };
      let terms = clause.wild ? [clause.text] : search.words.terms(clause.text);
      if (clause.edits) terms = (await Promise.all(terms.map((term) => search.vocabulary.matchFuzzy(term, clause.edits)))).flat();
      else if (begun && at === clauses.length - 1 && !clause.presence && terms.length === 1) terms = await finish(terms, clause.text);
      return { ...clause, terms };
    }));
  }

  /** The other forms of a clause's words whose stems differ from form to form. */
  function listKin({ text, wild, edits }) {
    const read = wild || edits ? [] : [...search.words.read(text)];
    return read.filter(({ word }) => !search.words.stop.has(word)).flatMap(({ word }) => search.words.kin(word));
  }
  /** What is asked for, with those of these forms that the archive has. */
  const widen = (clauses) => Promise.all(clauses.map(async (clause) => {
    if (!clause.text || clause.wild || clause.edits) return clause;
    const kin = listKin(clause);
    const known = await Promise.all(kin.map(search.postings.isKnown));
    return { ...clause, terms: [...new Set([...clause.terms, ...kin.filter((_, at) => known[at])])] };
  }));

  /** A word that nothing is found under, read as the beginning of others. */
  async function finish(terms, text) {
    if (await search.postings.isKnown(terms[0])) return terms;
    const [{ word }] = [...search.words.read(text)].slice(-1);
    const longer = await search.vocabulary.complete(word);
    return longer.length ? longer : terms;
  }
  /** Documents in order of score, then of number: [{ document, score }]. */
  async function ask(group, clauses, signal) {
    if (!group.size || !clauses.length) return [];
    if (clauses.some(({ field }) => field && !group.fields.includes(field))) return []; // a field asks for what has it
    const terms = new Set(clauses.flatMap((clause) => clause.terms));
    const postings = new Map(await Promise.all([...terms].map(async (term) => [term, await search.postings.find(group, term)])));
    const vectors = group.fields.map(() => new Map()); // Lunr's query vectors: of each field, term → boost
    const excluded = new Set();
    let required = null;
    for (const clause of clauses) {
      if (!clause.terms.length && !clause.wild && !clause.edits) continue; // only stop words
      const matches = new Set();
      for (const term of clause.terms) {
        await search.turns.breathe(signal);
        const found = postings.get(term);
        if (!found) continue;
        for (const [field, { documents }] of found.entries()) {
          if (clause.field && group.fields[field] !== clause.field) continue;
          for (const document of clause.presence < 0 ? documents : []) excluded.add(document);
          if (clause.presence < 0) continue;
          vectors[field].set(term, (vectors[field].get(term) ?? 0) + clause.boost);
          for (const document of clause.presence > 0 ? documents : []) matches.add(document);
        }
      }
      if (clause.presence > 0) required = required ? new Set([...required].filter((each) => matches.has(each))) : matches;
    }
    const scores = clauses.every(({ presence }) => presence < 0) ? await scoreAll(group) : await addScores(vectors, postings, signal);
    const hits = [];
    let seen = 0;
    for (const [document, score] of scores) {
      if (seen++ % LOOKS === 0) await search.turns.breathe(signal);
      if (!excluded.has(document) && (!required || required.has(document))) hits.push({ document, score: Math.round(score * EXACT) / EXACT });
    }
    return search.turns.sort(hits, inOrder, signal);
  }

  const inOrder = (one, other) => other.score - one.score || one.document - other.document;

  /** Lunr's similarity, summed over the fields: the weights of the terms by their boosts, over the query's length. */
  async function addScores(vectors, postings, signal) {
    const scores = new Map();
    for (const [field, vector] of vectors.entries()) {
      const length = Math.hypot(...vector.values());
      for (const [term, boost] of vector) {
        const { documents, weights } = postings.get(term)[field];
        for (let at = 0; at < documents.length; at += 1) {
          if (at % LOOKS === 0) await search.turns.breathe(signal);
          const more = length ? boost * weights[at] / length : 0;
          scores.set(documents[at], (scores.get(documents[at]) ?? 0) + more);
        }
      }
    }
    return scores;
  }
  /** Where nothing is asked but what not to find, everything else is found, and all of it alike. */
  const scoreAll = async (group) => new Map((await search.postings.listAll(group)).map((document) => [document, 0]));

  search.engine = { expand, listKin, widen, ask, inOrder };
})();
