/* What was typed, read as Lunr reads it: field:, +must, -not, wild*, fuzzy~1, ^boost; and "phrases", which are ours.
   Whatever cannot be read so is read as plain words. Nothing typed is an error. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const LONGEST = 1000; // characters
  const MOST = 48; // words
  const EDITS = 3; // of one word: beyond this everything is like everything
  const PHRASE = /([+-]?)(?:(\p{L}+):)?["“”„‟«»]([^"“”„‟«»]*)["“”„‟«»]/gu;
  const SEPARATOR = ' \t\n\r\f\v\u00a0-';

  /** Lunr's lexemes of a text: [type, string]. */
  function lex(text) {
    const lexemes = [];
    let start = 0;
    let word = '';
    const emit = (type, string) => lexemes.push([type, string]);
    const flush = () => { if (word) emit('term', word); word = ''; };
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at];
      if (character === '\\') {
        word += text[at + 1] ?? '';
        at += 1;
      } else if (character === ':') {
        emit('field', word);
        word = '';
        start = at + 1;
      } else if (character === '~' || character === '^') {
        flush();
        const digits = /^[0-9]*/.exec(text.slice(at + 1))[0];
        emit(character, digits);
        at += digits.length;
        start = at + 1;
      } else if ((character === '+' || character === '-') && at === start) {
        emit('presence', character);
        start = at + 1;
      } else if (SEPARATOR.includes(character)) {
        flush();
        start = at + 1;
      } else {
        word += character;
      }
    }
    flush();
    return lexemes;
  }

  /** Lunr's clauses; null where Lunr would not read it. */
  function parse(text, fields) {
    const lexemes = lex(text);
    const clauses = [];
    let at = 0;
    while (at < lexemes.length) {
      const clause = { text: '', field: '', presence: 0, boost: 1, edits: 0, wild: false };
      if (lexemes[at][0] === 'presence') clause.presence = lexemes[at++][1] === '+' ? 1 : -1;
      if (lexemes[at]?.[0] === 'field') {
        clause.field = lexemes[at++][1];
        if (!fields.has(clause.field)) return null;
      }
      if (lexemes[at]?.[0] !== 'term') return null;
      clause.text = lexemes[at++][1];
      clause.wild = clause.text.includes('*');
      while (lexemes[at]?.[0] === '~' || lexemes[at]?.[0] === '^') {
        const [type, digits] = lexemes[at++];
        if (!digits) return null;
        if (type === '~') clause.edits = Math.min(EDITS, Number(digits));
        else clause.boost = Math.min(1e6, Number(digits));
      }
      if (clause.wild) clause.text = clause.text.split('*').map(search.words.fold).join('*');
      clauses.push(clause);
    }
    return clauses;
  }

  const asPlain = (text) => ({ text, field: '', presence: 0, boost: 1, edits: 0, wild: false });

  /** A phrase: its words, all of them; and of those that are indexed the place and term. */
  function readPhrase(sign, field, inner) {
    const words = [...search.words.read(inner)].map(({ word }) => word);
    const terms = words.map((word, at) => [at, search.words.stem(word)]).filter((_, at) => !search.words.stop.has(words[at]));
    return { words, terms, field, excluded: sign === '-' };
  }

  /** Clauses, phrases, and what to tell the reader of how it was read. `fields`: the names that may be asked for. */
  function read(typed, fields) {
    const notes = [];
    const phrases = [];
    let text = typed.slice(0, LONGEST);
    if (typed.length > LONGEST) notes.push(say('first-characters', { count: LONGEST }));
    text = text.replace(PHRASE, (whole, sign, field, inner) => {
      if (field && !fields.has(field)) return ` ${field} ${inner} `;
      const phrase = readPhrase(sign, field ?? '', inner);
      if (phrase.words.length < 2 && !field && !sign) return ` ${inner} `;
      if (phrase.terms.length) phrases.push(phrase);
      else if (phrase.words.length) notes.push(say('phrase-too-common', { phrase: inner.trim() }));
      return ' ';
    });
    text = text.replace(/["“”„‟«»]/gu, ' ').replace(/(^|\s)[+-](?=\s|$)/gu, ' ');
    let clauses = parse(text, fields);
    if (!clauses) {
      clauses = text.split(/[\s:~^+*\\-]+/u).filter(Boolean).map(asPlain);
      notes.push(say('plain'));
    }
    if (clauses.length > MOST) {
      clauses = clauses.slice(0, MOST);
      notes.push(say('first-words', { count: MOST }));
    }
    for (const phrase of phrases) {
      for (const [, term] of phrase.excluded ? [] : phrase.terms) {
        clauses.push({ ...asPlain(''), terms: [term], field: phrase.field, presence: 1 });
      }
    }
    const plain = clauses.every((clause) => !clause.wild && !clause.edits && !clause.presence && !clause.field);
    return { clauses, phrases, notes, plain };
  }

  search.query = { read, parse };
})();
