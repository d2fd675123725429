/* The files of the index. Each is a script of one call, WhenceSearch.put(name, version, payload), so that they load from
   any host, from a disk and under a strict policy; each is loaded once, when a query needs it. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const arrived = new Map(); // name → [version, payload]
  const asked = new Map(); // name → promise of the payload
  let version = '';
  search.put = (name, from, payload) => arrived.set(name, [from, payload]);

  async function fetchPart(name) {
    if (!arrived.has(name)) await search.run(`search/${name}.js${version && `?v=${version}`}`);
    const [from, payload] = arrived.get(name) ?? [];
    arrived.delete(name);
    if (name === 'm') version = from;
    if (from !== version) throw new Error(globalThis.whenceSay('built-anew'));
    return payload;
  }
  function load(name) {
    if (!asked.has(name)) {
      asked.set(name, fetchPart(name).catch((failure) => {
        asked.delete(name);
        throw failure;
      }));
    }
    return asked.get(name);
  }

  // Numbers stand in one, two, three or five printable symbols: see the generator's core/search_layout.py.
  const VALUE = new Uint8Array(127);
  for (let code = 0x20, value = 0; code < 0x7f; code += 1) if (!'"\\<'.includes(String.fromCharCode(code))) VALUE[code] = value++;
  class Reader {
    constructor(text, at = 0) { this.text = text; this.at = at; }
    get more() { return this.at < this.text.length; }
    symbol() { return VALUE[this.text.charCodeAt(this.at++)]; }
    number() {
      const first = this.symbol();
      if (first < 50) return first;
      if (first < 80) return 50 + (first - 50) * 92 + this.symbol();
      if (first < 91) return 2810 + ((first - 80) * 92 + this.symbol()) * 92 + this.symbol();
      let value = 0;
      for (let digit = 0; digit < 4; digit += 1) value = value * 92 + this.symbol();
      return 95914 + value;
    }
    take(length) { return this.text.slice(this.at, this.at += length); }
    after(word) { return word.slice(0, this.number()) + this.take(this.number()); }
  }

  function readBounds(text) {
    const reader = new Reader(text);
    const bounds = [];
    while (reader.more) bounds.push(reader.after(bounds.at(-1) ?? ''));
    return bounds;
  }
  /** Which file holds a term: the number of bounds that do not come after it. */
  function findShard(bounds, term) {
    let low = 0;
    for (let high = bounds.length; low < high;) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= term) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** The manifest: groups by kind, names of fields, bounds. */
  let opened;
  const open = () => opened ??= load('m').then((manifest) => {
    for (const word of manifest.stop) search.words.stop.add(word);
    const groups = new Map(manifest.groups.map((group) => [group.kind, { ...group, bounds: readBounds(group.bounds), parsed: new Map() }]));
    return { groups, fields: new Set(manifest.groups.flatMap(({ fields }) => fields)), words: readBounds(manifest.words) };
  }).catch((failure) => { opened = undefined; throw failure; });

  /** Where each term of a shard has its data: term → [ordinal, start]. */
  function parseTerms(text) {
    const reader = new Reader(text);
    const terms = new Map();
    let term = '';
    while (reader.more) {
      term = reader.after(term);
      const length = reader.number();
      terms.set(term, [terms.size, reader.at]);
      reader.at += length;
    }
    return terms;
  }
  async function locate(group, term) {
    const shard = findShard(group.bounds, term);
    const text = await load(`${group.key}/${shard}`);
    if (!group.parsed.has(shard)) group.parsed.set(shard, parseTerms(text));
    return { shard, text, found: group.parsed.get(shard).get(term) };
  }

  /** The postings of a term: for each field its documents and weights, in order; null where no document has it. */
  async function postings(group, term) {
    if (!group.size) return null;
    const { text, found } = await locate(group, term);
    if (!found) return null;
    const reader = new Reader(text, found[1]);
    return group.fields.map(() => {
      const documents = new Int32Array(reader.number());
      const weights = new Float64Array(documents.length);
      for (let at = 0, before = -1; at < documents.length; at += 1) {
        documents[at] = before += reader.number() + 1;
        weights[at] = reader.number() / 1000;
      }
      return { documents, weights };
    });
  }

  search.store = { load, open, postings, locate, findShard, Reader };
})();
