/* Where a term stands, and what it weighs there. The files hold counts; the weights are Lunr's (BM25), worked out here. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const K1 = 1.2; // of BM25, as Lunr sets it
  const B = 0.75;
  const FIELDS = 11; // that the symbol of a posting has room for
  const INSIDE = 2 ** 18; // documents that one article has room for, of a kind

  const inside = (kind) => kind === 'comment' || kind === 'claim'; // an article

  const LOOKS = 4096; // postings that are read at once

  const memory = new Map(); // of a run of terms, of a term
  const remember = (key, work) => {
    if (!memory.has(key)) memory.set(key, work().catch((failure) => { memory.delete(key); throw failure; }));
    return memory.get(key);
  };

  /** Where each term of a run has its data: term → [ordinal, start, end]. */
  const parse = (run) => remember(run, async () => {
    const text = await search.store.loadTerms(run);
    const reader = new search.store.Reader(text);
    const terms = new Map();
    for (let term = ''; reader.more;) {
      term = reader.after(term);
      const length = reader.number();
      terms.set(term, [terms.size, reader.at, reader.at += length]);
    }
    return { text, terms };
  });
  async function locate(term) {
    const run = search.store.findShard((await search.store.open()).terms, term);
    if (run < 0) return null;
    const { text, terms } = await parse(run);
    const found = terms.get(term);
    return found && { run, text, ordinal: found[0], start: found[1], end: found[2] };
  }
  const isKnown = async (term) => Boolean(await locate(term));

  /** Of each space the kinds it holds, and of each field there its kind's number and its own; `long`: whether its
      postings do not say how long it is. */
  function listSpaces({ spaces, groups }) {
    return spaces.map(({ first, kinds }) => ({
      first,
      columns: kinds.flatMap((kind, at) => groups.get(kind).fields.map((name, field) => ({
        kind, field, indexed: at > 0, long: name === groups.get(kind).long,
      }))),
    }));
  }

  /** All postings of a term, in the order they are written in: { kind, field, document, count, length }; the last is
      undefined where it stands in a file of its own. */
  function* read(spaces, { text, start, end }) {
    const reader = new search.store.Reader(text, start);
    let holder = -1;
    let space = -1;
    while (reader.at < end) {
      const head = reader.symbol();
      if (head < 4 * FIELDS) {
        holder += reader.number() + 1;
        while (holder >= (spaces[space + 1]?.first ?? Infinity)) space += 1;
      }
      const { first, columns } = spaces[space];
      const { kind, field, indexed, long } = columns[(head >> 2) % FIELDS];
      const document = indexed ? (holder - first) * INSIDE + reader.number() : holder - first;
      const count = (head & 3) < 3 ? (head & 3) + 1 : reader.number() + 4;
      yield { kind, field, document, count, length: long ? undefined : reader.number() };
    }
  }

  /** How long the long field of each article is. */
  const loadLengths = () => remember('lengths of articles', async () => (
    search.store.readNumbers(await search.store.fetchPlain('l/0'))
  ));
  /** Of every kind that has a term: for each field its documents, in order, and how much the term weighs in each. */
  const weigh = (term) => remember(`${term} weights`, async () => {
    const found = await locate(term);
    const weighed = new Map();
    if (!found) return weighed;
    const [manifest, long] = await Promise.all([search.store.open(), loadLengths()]);
    let seen = 0;
    for (const { kind, field, document, count, length } of read(listSpaces(manifest), found)) {
      if (!weighed.has(kind)) weighed.set(kind, manifest.groups.get(kind).fields.map(() => ({ documents: [], counts: [], lengths: [], weights: [] })));
      const { documents, counts, lengths } = weighed.get(kind)[field];
      if (seen++ % LOOKS === 0) await search.turns.breathe();
      documents.push(document);
      counts.push(count);
      lengths.push(length ?? long[document]);
    }
    for (const [kind, fields] of weighed) {
      const { size, averages, boosts } = manifest.groups.get(kind);
      const holding = fields.reduce((sum, { documents }) => sum + documents.length, 0); // one for every field that has it
      const rate = Math.log(1 + Math.abs((size - holding + 0.5) / (holding + 0.5)));
      for (const [field, { counts, lengths, weights }] of fields.entries()) {
        for (const [at, count] of counts.entries()) { // Lunr's operations, in its order
          const score = rate * ((K1 + 1) * count) / (K1 * (1 - B + B * (lengths[at] / averages[field])) + count);
          if (at % LOOKS === 0) await search.turns.breathe();
          weights.push(Math.round(score * boosts[field] * 1000) / 1000);
        }
      }
    }
    return weighed;
  });
  /** The postings of a term in one group: for each field { documents, weights }; null where no document has it. */
  const find = async (group, term) => (await weigh(term)).get(group.kind) ?? null;

  /** Of one term: for each field, document → positions, of the documents wanted. Null where no document has it. */
  async function places(group, term, wanted) {
    const found = await locate(term);
    if (!found) return null;
    const text = await search.store.loadPositions(found.run);
    const starts = await remember(`positions ${found.run}`, async () => findStarts(text));
    const reader = new search.store.Reader(text, starts[2 * found.ordinal + Number(inside(group.kind))]);
    const held = group.fields.map(() => new Map());
    for (const { kind, field, document, count } of read(listSpaces(await search.store.open()), found)) {
      if (inside(kind) !== inside(group.kind)) continue;
      const here = new Set();
      for (let left = count; left > 0; left -= 1) here.add(reader.number());
      if (kind === group.kind && wanted.has(document)) held[field].set(document, here);
    }
    return held;
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
  /** Begin to load what will be asked of a term; `placed`: its positions too. What fails is told then. */
  async function prepare(term, placed) {
    const run = search.store.findShard((await search.store.open()).terms, term);
    if (run < 0) return;
    loadLengths().catch(() => {});
    (placed ? search.store.loadPositions(run) : search.store.loadTerms(run)).catch(() => {});
  }

  /** The article that a document belongs to; -1 for a source or a question. */
  const articleOf = (kind, document) => (kind === 'report' ? document : inside(kind) ? Math.floor(document / INSIDE) : -1);
  const indexOf = (document) => document % INSIDE;

  /** Every document of a group. */
  async function listAll({ kind, size }) {
    if (!inside(kind)) return Array.from({ length: size }, (_, document) => document);
    const articles = search.store.readNumbers((await search.store.fetchPlain('f/0')).articles);
    const found = [];
    for (let at = kind === 'claim' ? 1 : 0; at < articles.length; at += 4) {
      for (let index = 0; index < articles[at]; index += 1) found.push(Math.floor(at / 4) * INSIDE + index);
    }
    return found;
  }

  const FOLDERS = { source: 'w', question: 'u' };
  const PLACES = { report: 1, claim: 2, comment: 3 }; // in what stands of an article in a file of d
  /** What a result shows: its row, and the head of its article where it has one: { row, head }. */
  async function fetchRow(kind, document) {
    const { per, run, runs } = await search.store.open();
    const folder = FOLDERS[kind] ?? 'd';
    const holder = inside(kind) ? articleOf(kind, document) : document;
    const index = inside(kind) ? indexOf(document) : 0;
    const later = kind === 'comment' && index >= run ? search.store.fetchPlain(`x/${holder * runs + Math.floor(index / run) - 1}`) : null;
    const [held, more] = await Promise.all([search.store.fetchPlain(`${folder}/${Math.floor(holder / per[folder])}`), later]);
    const known = held[holder % per[folder]];
    if (folder !== 'd') return { head: null, row: known };
    const rows = known[PLACES[kind]];
    return { head: known[0], row: kind === 'report' ? rows : more ? more[index % run] : rows[index] };
  }

  search.postings = { find, isKnown, places, prepare, articleOf, indexOf, listAll, fetchRow };
})();
