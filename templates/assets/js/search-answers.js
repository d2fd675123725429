/* From what was typed to what is shown: results of all groups, gathered under their articles, narrowed and in order. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const SHARE = { report: 1, claim: 0.6, comment: 0.5 }; // of an article's rank that one of its results makes
  const CHECKED = 400; // results of a phrase whose text is read before they are counted

  const COUNTED = { comment: 0, claim: 1 };
  let starts;
  /** Of comments and claims: the number of each article's first. */
  async function findStarts() {
    return starts ??= search.store.load('f/0').then((text) => {
      const reader = new search.store.Reader(text);
      const found = [[], []];
      const next = [0, 0];
      while (reader.more) {
        for (const at of [0, 1]) {
          found[at].push(next[at]);
          next[at] += reader.number();
        }
      }
      return found;
    });
  }
  /** The article that a result belongs to; -1 for a source or a question. */
  function findArticle(kind, document, found) {
    if (kind === 'report') return document;
    if (!(kind in COUNTED)) return -1;
    const first = found[COUNTED[kind]];
    let low = 0;
    for (let high = first.length; low < high;) {
      const middle = (low + high) >> 1;
      if (first[middle] <= document) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** The row of one result, with the head of its article where it has one: { row, head }. */
  async function fetchRow(kind, document) {
    const group = (await search.store.open()).groups.get(kind);
    const payload = await search.store.load(`${group.rows}/${Math.floor(document / group.per)}`);
    const at = document % group.per;
    if (kind === 'report') return { head: payload[at][0], row: payload[at].slice(1) };
    if (!(kind in COUNTED)) return { head: null, row: payload[at] };
    const row = payload[1][at];
    return { head: payload[0].find(([number]) => number === row[0])[1], row: row.slice(1) };
  }

  /** Only results in whose text a phrase stands word for word. What is behind a cover cannot be read, and is kept. */
  async function checkPhrases(kind, hits, phrases) {
    const wanted = phrases.filter(({ excluded }) => !excluded);
    if (!wanted.length) return hits;
    const checked = await Promise.all(hits.slice(0, CHECKED).map(async (hit) => {
      if (hit.apart) return hit;
      const { head, row } = await fetchRow(kind, hit.document);
      const { texts, covered } = search.texts.list(kind, head, row);
      const stands = (phrase) => texts.some((text) => search.phrases.holds(text, phrase));
      return covered || wanted.every(stands) ? hit : null;
    }));
    return [...checked.filter(Boolean), ...hits.slice(CHECKED)];
  }

  /** What was found: { hits: [{ kind, document, score, article }], terms, notes, unknown }; `idle` where nothing was asked. */
  async function find(typed, begun) {
    const { groups, fields } = await search.store.open();
    const { clauses, phrases, notes, plain } = search.query.read(typed, fields);
    const asked = await search.engine.expand(clauses, begun && /[\p{L}\p{N}]$/u.test(typed));
    const firsts = await findStarts();
    const hits = (await Promise.all([...groups].map(async ([kind, group]) => {
      let found = await search.engine.ask(group, asked);
      if (phrases.length) found = await checkPhrases(kind, await search.phrases.keep(group, found, phrases), phrases);
      else if (plain && kind === 'report') found = await search.phrases.lift(group, found, asked.flatMap(({ terms }) => terms.slice(0, 1)));
      return found.map((hit) => ({ ...hit, kind, article: findArticle(kind, hit.document, firsts) }));
    }))).flat();
    const shown = asked.filter(({ presence }) => presence >= 0);
    const idle = asked.every(({ terms, wild, edits }) => !terms.length && !wild && !edits);
    if (clauses.length && idle) notes.push(globalThis.whenceSay('too-common'));
    const unknown = hits.length ? [] : await findUnknown(clauses);
    return { hits, terms: new Set(shown.flatMap(({ terms }) => terms)), phrases, notes, unknown, idle };
  }

  /** Words that the archive does not have, each with the nearest that it has. */
  async function findUnknown(clauses) {
    const unknown = [];
    for (const { text, wild, edits, presence } of clauses.slice(0, 8)) {
      if (!text || wild || edits || presence < 0) continue;
      for (const { start, end, word } of search.words.read(text)) {
        if (search.words.stop.has(word) || await search.engine.isKnown(search.words.stem(word))) continue;
        unknown.push({ word: text.slice(start, end), instead: await search.vocabulary.suggest(word) });
      }
    }
    return unknown;
  }

  /** Results under their articles, best first or newest first; and those that belong to none. */
  function arrange(hits, newest) {
    const articles = new Map();
    const cards = { question: [], source: [] };
    for (const hit of hits) {
      if (hit.article < 0) {
        cards[hit.kind].push(hit);
        continue;
      }
      if (!articles.has(hit.article)) articles.set(hit.article, { article: hit.article, score: 0, report: [], claim: [], comment: [] });
      const group = articles.get(hit.article);
      group[hit.kind].push(hit);
      group.score = Math.max(group.score, hit.score * SHARE[hit.kind]);
    }
    const order = newest ? (one, other) => other.article - one.article
      : (one, other) => other.score - one.score || other.article - one.article;
    return { groups: [...articles.values()].sort(order), cards };
  }

  search.answers = { find, arrange, fetchRow };
})();
