/* Words as they are compared: folded, without stop words, stemmed. The same, word for word, as the generator's
   core/stemming.py, which made the index: what one of them changes, the other changes too. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const LONGEST = 64; // code points of a word that are looked at
  const CHUNK = /[^ \t\n\r\f\v\u00a0-]+/g;

  const DROPPED = new RegExp('[\\u00ad\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7'
    + '\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u1ab0-\\u1aff\\u1dc0-\\u1dff'
    + '\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff]', 'g');
  const INVISIBLE = new Set('\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff');
  const APOSTROPHES = '\'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032`\u00b4\uff07';
  const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'g');
  const PLAIN = new Map(Object.entries({
    ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ς: 'σ',
  }));
  const LETTER = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'g');
  // Over classes: L letter, M mark, N number, A apostrophe; full stop and comma for themselves. Initials, numbers, words.
  const WORD = /LM*(?:\.LM*)+(?![LMN])|N+(?:[.,]N+)+[LMN]*|[LMN]+(?:A[LMN]+)*/g;

  const classes = new Map();
  function classify(character) {
    let found = classes.get(character);
    if (!found) {
      found = APOSTROPHES.includes(character) ? 'A' : character === '.' || character === ',' ? character
        : INVISIBLE.has(character) || /\p{M}/u.test(character) ? 'M'
          : /\p{L}/u.test(character) ? 'L' : /\p{N}/u.test(character) ? 'N' : '_';
      classes.set(character, found);
    }
    return found;
  }

  /** Every word of a chunk: where it begins and ends, in UTF-16 units. */
  function findWords(chunk) {
    const characters = [...chunk];
    const found = [...characters.map(classify).join('').matchAll(WORD)].map(({ index, 0: { length } }) => [index, index + length]);
    if (characters.length === chunk.length) return found;
    const units = [0];
    for (const each of characters) units.push(units.at(-1) + each.length);
    return found.map(([start, end]) => [units[start], units[end]]);
  }

  /** A word as it is compared; '' where nothing is left. */
  function fold(word) {
    let bare = word.toLowerCase().normalize('NFD').replace(DROPPED, '').replace(LETTER, (each) => PLAIN.get(each));
    bare = bare.replace(APOSTROPHE, "'").replace(/'s$/, '').replace(/[',]/g, '');
    if (bare.includes('.') && !/\p{Nd}/u.test(bare)) bare = bare.replaceAll('.', '');
    return bare.length > LONGEST ? [...bare].slice(0, LONGEST).join('') : bare;
  }

  // Porter's algorithm as lunr.js reads it: a run of consonants is one letter that is no vowel and all that follow
  // which are neither vowel nor y; a run of vowels begins with a vowel or y.
  const C = '[^aeiou][^aeiouy]*';
  const V = '[aeiouy][aeiou]*';
  const above0 = new RegExp(`^(?:${C})?${V}${C}`, 'u');
  const is1 = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`, 'u');
  const above1 = new RegExp(`^(?:${C})?${V}${C}${V}${C}`, 'u');
  const vowel = new RegExp(`^(?:${C})?[aeiouy]`, 'u');
  const short = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`, 'u');
  const SECOND = new Map(Object.entries({
    ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e',
    ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous',
    aliti: 'al', iviti: 'ive', biliti: 'ble', logi: 'log',
  }));
  const THIRD = new Map(Object.entries({ icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' }));
  const FOURTH = 'al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize'.split(' ');

  function longest(word, endings) {
    let best = '';
    for (const each of endings) if (each.length > best.length && word.length > each.length && word.endsWith(each)) best = each;
    return best;
  }
  function replace(word, endings) {
    const ending = longest(word, endings.keys());
    const kept = word.slice(0, word.length - ending.length);
    return ending && above0.test(kept) ? kept + endings.get(ending) : word;
  }
  function stripPlural(word) {
    if (word.length > 4 && word.endsWith('sses') || word.length > 3 && word.endsWith('ies')) return word.slice(0, -2);
    return word.length > 2 && word.at(-1) === 's' && word.at(-2) !== 's' ? word.slice(0, -1) : word;
  }
  function stripPast(word) {
    if (word.length > 3 && word.endsWith('eed')) return above0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
    const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
    if (!ending || !vowel.test(word.slice(0, -ending))) return word;
    const kept = word.slice(0, -ending);
    if (/(?:at|bl|iz)$/.test(kept)) return `${kept}e`;
    if (/([^aeiouylsz])\1$/u.test(kept)) return [...kept].slice(0, -1).join('');
    return short.test(kept) ? `${kept}e` : kept;
  }
  function stripFourth(word) {
    const ending = longest(word, FOURTH) || (word.length > 4 && /[st]ion$/.test(word) ? 'ion' : '');
    const kept = word.slice(0, word.length - ending.length);
    return ending && above1.test(kept) ? kept : word;
  }
  function stripFinal(word) {
    const kept = word.slice(0, -1);
    const bare = word.length > 1 && word.endsWith('e') && (above1.test(kept) || is1.test(kept) && !short.test(kept)) ? kept : word;
    return bare.endsWith('ll') && above1.test(bare) ? bare.slice(0, -1) : bare;
  }

  const stems = new Map();
  /** The stem of a folded word. */
  function stem(word) {
    let found = stems.get(word);
    if (found !== undefined) return found;
    if ([...word].length < 3) return word;
    const firstY = word[0] === 'y'; // at the start it is a consonant
    found = stripPast(stripPlural(firstY ? `Y${word.slice(1)}` : word)).replace(/^(.+?[^aeiou])y$/u, '$1i');
    found = stripFinal(stripFourth(replace(replace(found, SECOND), THIRD)));
    if (firstY) found = `y${found.slice(1)}`;
    stems.set(word, found);
    return found;
  }

  /** All words of a text: where each stands, folded; stop words among them. */
  function* read(text) {
    for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
      for (const [start, end] of findWords(chunk)) {
        const word = fold(chunk.slice(start, end));
        if (word) yield { start: index + start, end: index + end, word };
      }
    }
  }

  /** Stems of other forms of a word that Porter's rules tear apart: bus and buses, gas and gases, crisis and crises. */
  function kin(word) {
    const forms = [];
    if (/[aiu]s$/.test(word)) forms.push(`${word}es`);
    if (/sis$/.test(word)) forms.push(`${word.slice(0, -2)}es`);
    if (/[aiu]ses$/.test(word)) forms.push(word.slice(0, -2));
    if (/ses$/.test(word)) forms.push(`${word.slice(0, -2)}is`);
    return word.length > 2 ? [...new Set(forms.map(stem))].filter((each) => each !== stem(word)) : [];
  }

  const stop = new Set(); // filled from the manifest
  /** The terms a text is found under. */
  const terms = (text) => [...read(text)].filter(({ word }) => !stop.has(word)).map(({ word }) => stem(word));

  search.words = { read, fold, stem, kin, terms, stop };
})();
