/* The words of the archive: what a wildcard or a misspelling may stand for, and what to suggest instead. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const WIDEST = 300; // words that one with * or ~ may stand for: the most frequent ones
  const LOOKS = 64; // words that are compared at once
  const OFFERED = 12; // words that the beginning of one stands for while it is typed

  const parsed = new Map(); // file → [[term, count, plain form], …]
  async function list(file) {
    if (!parsed.has(file)) {
      const reader = new search.store.Reader(await search.store.loadWords(file));
      await search.turns.breathe();
      const words = [];
      let term = '';
      while (reader.more) {
        term = reader.after(term);
        const count = reader.number();
        words.push([term, count, reader.after(term)]);
      }
      parsed.set(file, words);
    }
    return parsed.get(file);
  }

  /** All words of the files that may hold words from `first` on to those that begin with `last`. */
  async function between(first, last) {
    const { words } = await search.store.open();
    const from = search.store.findShard(words, first);
    const to = search.store.findShard(words, `${last}\uffff`);
    const files = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((file) => file >= 0);
    return (await Promise.all(files.map(list))).flat();
  }

  /** The terms of some entries, or of the most frequent of them where there are too many. */
  function listTerms(entries) {
    const kept = entries.length > WIDEST ? entries.sort((one, other) => other[1] - one[1]).slice(0, WIDEST) : entries;
    return kept.map(([term]) => term);
  }

  /** The entries that `fits`, looked through in turns with the page. */
  async function pick(entries, fits) {
    const picked = [];
    for (const [at, entry] of entries.entries()) {
      if (at % LOOKS === 0) await search.turns.breathe();
      if (fits(entry)) picked.push(entry);
    }
    return picked;
  }

  /** The terms that a pattern with * fits, as Lunr fits it. */
  async function matchWild(pattern) {
    const head = pattern.slice(0, pattern.indexOf('*'));
    const body = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*');
    const whole = new RegExp(`^${body}$`, 'su');
    return listTerms(await pick(await between(head, head), ([term]) => term.startsWith(head) && whole.test(term)));
  }

  /** The letters of a word as bits; two may share one. */
  function listLetters(word) {
    let letters = 0;
    for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
    return letters;
  }
  const count = (letters) => { let bits = 0; for (let left = letters; left; left &= left - 1) bits += 1; return bits; };
  /** Whether either of two words has more letters that the other has not than edits could bring: each brings one at most. */
  function areFar(word, term, edits) {
    const [one, other] = [listLetters(word), listLetters(term)];
    return count(one & ~other) > edits || count(other & ~one) > edits;
  }

  /* Lunr's reading of an edit distance: letters put in, left out, exchanged, or two neighbours turned round, from the
     left; of two that are turned round, the one that moved back may be edited again. * fits any letter. */
  function fits(word, term, edits) {
    if (!term.includes('*') && areFar(word, term, edits)) return false;
    const letters = [...word];
    const wanted = [...term];
    const known = new Map();
    const go = (at, held, next, left) => { // held: a letter moved back by a turn, '' for none
      const key = `${at},${held},${next},${left}`;
      if (!known.has(key)) known.set(key, step(at, held, next, left));
      return known.get(key);
    };
    const step = (at, held, next, left) => {
      const first = held || wanted[next];
      const after = held ? next : next + 1;
      const letter = letters[at];
      if (first === undefined) return at === letters.length || left > 0 && letters.length - at <= left;
      if (letter !== undefined && (letter === first || first === '*') && go(at + 1, '', after, left)) return true;
      if (!left) return false;
      if (go(at, '', after, left - 1)) return true;
      if (letter === undefined) return false;
      if (go(at + 1, held, next, left - 1) || go(at + 1, '', after, left - 1)) return true;
      return wanted[after] !== undefined && letter === wanted[after] && go(at + 1, first, after + 1, left - 1);
    };
    return go(0, '', 0, edits);
  }

  /** The terms within some edits of one. */
  async function matchFuzzy(term, edits) {
    const length = [...term].length;
    const near = (word) => Math.abs([...word].length - length) <= edits && fits(word, term, edits);
    return listTerms(await pick(await between('', '\uffff'), ([word]) => near(word)));
  }

  /** Terms that begin, or whose plain form begins, with what has been typed so far; the most frequent ones. */
  async function complete(begun) {
    const head = begun.slice(0, Math.max(1, begun.length - 3));
    return (await between(head, begun))
      .filter(([term, , plain]) => term.startsWith(begun) || search.words.fold(plain).startsWith(begun))
      .sort((one, other) => other[1] - one[1])
      .slice(0, OFFERED)
      .map(([term]) => term);
  }

  /** The word of the archive that is most like one it does not have; '' where none is near. Never one from under a cover. */
  async function suggest(word) {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    const head = [...word][0];
    let best = ['', most + 1, 0];
    for (const [term, count, plain] of most ? await between(head, head) : []) {
      const form = plain && search.words.fold(plain);
      if (!form || Math.abs(form.length - word.length) > most) continue;
      for (let edits = 1; edits <= most && edits <= best[1]; edits += 1) {
        if ((fits(form, word, edits) || fits(term, word, edits)) && (edits < best[1] || count > best[2])) best = [plain, edits, count];
      }
    }
    return best[0];
  }

  search.vocabulary = { matchWild, matchFuzzy, complete, suggest, fits, WIDEST };
})();
