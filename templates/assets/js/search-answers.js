/* From what was typed to what is shown: results of all groups, gathered under their articles, narrowed and in order. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const SHARE = { report: 1, claim: 0.6, comment: 0.5 }; // of an article's rank that one of its results makes
  const CHECKED = 10; // articles, sources and questions that are read at once for a phrase: more are when they are shown
  const MOST = 8; // words that are looked up to be told as unknown

  const fetchRow = (kind, document) => search.postings.fetchRow(kind, document);

  /** Only results in whose text their phrases stand word for word. What is behind a cover cannot be read, and is kept. */
  async function check(hits) {
    const checked = await Promise.all(hits.map(async ({ unread, ...hit }) => {
      if (!unread?.length || hit.apart) return hit;
      const { head, row } = await fetchRow(hit.kind, hit.document);
      const { texts, covered } = search.texts.list(hit.kind, head, row);
      const stands = (phrase) => texts.some((text) => search.phrases.holds(text, phrase));
      return covered || unread.every(stands) ? hit : null;
    }));
    return checked.filter(Boolean);
  }

  /** The results of phrases: read, where that is no more than a page of them; else to be read before they are shown. */
  async function verify(hits, unread) {
    for (const hit of hits) hit.unread = unread;
    const holders = new Set(hits.map(({ article, kind, document }) => (article < 0 ? `${kind} ${document}` : article)));
    return holders.size > CHECKED ? hits : check(hits);
  }

  /** Load what every question needs, before one is asked. What fails is told when one is. */
  const prepare = () => { search.store.open().catch(() => {}); };

  /** What was found: { hits: [{ kind, document, score, article }], clauses, terms, notes }; `idle` where nothing was asked.
      `begun`: the last word may be unfinished. Throws as soon as `signal`, where there is one, calls it off. */
  async function find(typed, begun, signal) {
    const { groups, fields } = await search.store.open();
    signal?.throwIfAborted();
    const { clauses, phrases, notes, plain } = search.query.read(typed, fields, begun);
    search.phrases.prepare(clauses, phrases, plain);
    const unfinished = begun && /[\p{L}\p{N}]$/u.test(typed);
    const asked = await search.engine.widen(await search.engine.expand(clauses, unfinished));
    signal?.throwIfAborted();
    if (asked.some(({ wild, edits, terms }) => (wild || edits) && terms.length === search.vocabulary.WIDEST)) notes.push(say('too-wide', { count: search.vocabulary.WIDEST }));
    const unread = phrases.filter(({ excluded }) => !excluded);
    let hits = (await Promise.all([...groups].map(async ([kind, group]) => {
      let found = await search.engine.ask(group, asked, signal);
      signal?.throwIfAborted();
      if (phrases.length) found = await search.phrases.keep(group, found, phrases);
      else if (plain && kind === 'report') found = await search.phrases.lift(group, found, asked.flatMap(({ terms }, at) => terms.slice(0, 1).map((term) => [at, term])));
      for await (const run of search.turns.inRuns(found, signal)) {
        for (const hit of run) Object.assign(hit, { kind, article: search.postings.articleOf(kind, hit.document) });
      }
      return found;
    }))).flat();
    if (unread.length) hits = await verify(hits, unread);
    if (hits.some((hit) => hit.unread)) notes.push(say('phrase-count'));
    const shown = asked.filter(({ presence }) => presence >= 0);
    const idle = asked.every(({ terms, wild, edits }) => !terms.length && !wild && !edits);
    if (idle && !notes.length) notes.push(clauses.some(({ text }) => search.words.read(text).next().value) ? say('too-common') : say('no-words'));
    return { hits, clauses: unfinished && hits.length ? clauses.slice(0, -1) : clauses, terms: new Set(shown.flatMap(({ terms }) => terms)), notes, idle };
  }

  /** Words asked for that the archive does not have: [{ word, instead }], each with the nearest that it has. */
  async function findUnknown({ clauses }, signal) {
    const unknown = [];
    for (const { text, wild, edits, presence } of clauses.slice(0, MOST)) {
      if (!text || wild || edits || presence < 0) continue;
      for (const { start, end, word } of search.words.read(text)) {
        signal?.throwIfAborted();
        if (unknown.length === MOST || search.words.stop.has(word) || await search.postings.isKnown(search.words.stem(word))) continue;
        unknown.push({ word: text.slice(start, end), instead: await search.vocabulary.suggest(word) });
      }
    }
    return unknown;
  }

  /** Results under their articles, best first or newest first; and those that belong to none. */
  async function arrange(hits, newest, signal) {
    const articles = new Map();
    const cards = { question: [], source: [] };
    function place(hit) {
      if (!articles.has(hit.article)) articles.set(hit.article, { article: hit.article, score: 0, report: [], claim: [], comment: [] });
      const group = articles.get(hit.article);
      group[hit.kind].push(hit);
      group.score = Math.max(group.score, hit.score * SHARE[hit.kind]);
    }
    for await (const run of search.turns.inRuns(hits, signal)) {
      for (const hit of run) if (hit.article < 0) cards[hit.kind].push(hit); else place(hit);
    }
    const order = newest ? (one, other) => other.article - one.article
      : (one, other) => other.score - one.score || other.article - one.article;
    return { groups: [...articles.values()].sort(order), cards };
  }

  search.answers = { prepare, find, findUnknown, arrange, check, fetchRow: search.postings.fetchRow };
})();
