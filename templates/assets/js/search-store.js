/* The files of the index. Each is a script of one call, WhenceSearch.put(name, stamp, payload), so that they load from
   any host, from a disk and under a strict policy; each is loaded once, when a query needs it. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const arrived = new Map(); // name → [stamp, payload]
  const asked = new Map(); // name → promise of the payload
  let version = '';
  search.put = (name, stamp, payload) => arrived.set(name, [stamp, payload]);

  async function fetchPart(name, expected) {
    if (!arrived.has(name)) await search.run(`search/${name}.js${version && `?v=${version}`}`);
    const [stamp, payload] = arrived.get(name) ?? [];
    arrived.delete(name);
    if (name === 'm') version = stamp;
    else if (stamp !== expected) throw new Error(globalThis.whenceSay('built-anew'));
    return payload;
  }
  /** The payload of a file, which must bear the stamp that the manifest expects. */
  function load(name, expected) {
    if (!asked.has(name)) {
      asked.set(name, fetchPart(name, expected).catch((failure) => {
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
  function readNumbers(text) {
    const reader = new Reader(text);
    const found = [];
    while (reader.more) found.push(reader.number());
    return found;
  }

  /** Which run of terms holds one: the last whose bound does not come after it; -1 for none. */
  function findShard({ bounds }, term) {
    let low = 0;
    for (let high = bounds.length; low < high;) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }
  const SECTION = 10000; // numbers of files that a section of terms may use

  /** Runs of terms: before which term each begins, and its section and place there. */
  function readRuns([counts, text], edition) {
    const reader = new Reader(text);
    const bounds = [];
    while (reader.more) bounds.push(reader.after(bounds.at(-1) ?? ''));
    const places = readNumbers(counts).flatMap((count, section) => Array.from({ length: count }, (_, at) => [section, at]));
    const stamps = bounds.map((bound, at) => `${edition} ${bound} ${bounds[at + 1] ?? ''}`);
    return { bounds, places, stamps };
  }
  const nameRun = (folder, { places }, run) => `${folder}/${places[run][0] * SECTION + places[run][1]}`;
  const loadRun = (folder, runs, run) => load(nameRun(folder, runs, run), runs.stamps[run]);

  let opened;
  /** The manifest, read. `groups`: of each kind its fields, boosts, size and average lengths. */
  const open = () => opened ??= load('m').then((manifest) => {
    for (const word of manifest.stop) search.words.stop.add(word);
    const groups = new Map(manifest.groups.map(({ kind, fields, long, size, lengths }) => [kind, {
      kind, long, size, fields: fields.map(([name]) => name), boosts: fields.map(([, boost]) => boost), averages: lengths.map((sum) => sum / size),
    }]));
    return {
      ...manifest,
      groups,
      fields: new Set([...groups.values()].flatMap(({ fields }) => fields)),
      terms: readRuns(manifest.t, manifest.edition),
      words: readRuns(manifest.v, manifest.edition),
    };
  }).catch((failure) => { opened = undefined; throw failure; });

  /** A file that belongs to the numbers of the manifest, and to nothing else of it. */
  const fetchPlain = async (name) => load(name, (await open()).edition);
  const loadWords = async (run) => loadRun('v', (await open()).words, run);
  const loadTerms = async (run) => loadRun('t', (await open()).terms, run);
  /** The positions of a run of terms: they stand beside the postings of the same build, or are of no use. */
  async function loadPositions(run) {
    const { terms } = await open();
    const [[size, positions], text] = await Promise.all([fetchPlain(nameRun('p', terms, run)), loadTerms(run)]);
    if (size !== text.length) throw new Error(globalThis.whenceSay('built-anew'));
    return positions;
  }

  search.store = { open, findShard, loadTerms, loadWords, loadPositions, fetchPlain, readNumbers, Reader };
})();
