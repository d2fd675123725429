/* What a result says of itself: its words, where it leads, and the piece of them that shows why it was found.
   Never the words of a covered comment: they are in no row, and so cannot be shown. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const WIDE = 190; // characters of a snippet
  const LEAD = 60; // of them before the first match

  /** All of a result's texts that a phrase may stand in, and whether some of its words are behind a cover. */
  function list(kind, head, row) {
    if (kind === 'report') return { texts: [head[1], head[2], row[0], row[1], ...row[2].map(([, words]) => words)], covered: false };
    if (kind === 'comment') return { texts: [row[1], ...row[4]], covered: Boolean(row[3]) };
    if (kind === 'claim') return { texts: [row[1], row[2], row[3]], covered: Boolean(row[7]) };
    return { texts: [row[1], row[2], ...row[3]], covered: false };
  }

  /** Where the sought words stand in a text: [start, end, term]. */
  function findMatches(text, terms) {
    const found = [];
    for (const { start, end, word } of search.words.read(text)) {
      const term = search.words.stem(word);
      if (terms.has(term) && !search.words.stop.has(word)) found.push([start, end, term]);
    }
    return found;
  }
  const countTerms = (matches) => new Set(matches.map(([, , term]) => term)).size;

  /** The part of a text that shows most of the sought words: [[words, marked], …]. */
  function cut(text, terms) {
    const matches = findMatches(text, terms);
    let from = 0;
    if (text.length > WIDE + LEAD) {
      let best = -1;
      for (const [start] of matches) {
        const inside = countTerms(matches.filter(([other, end]) => other >= start && end <= start + WIDE - LEAD));
        if (inside > best) [best, from] = [inside, Math.max(0, start - LEAD)];
      }
      while (from > 0 && /\S/.test(text[from - 1])) from -= 1;
    }
    let to = from + WIDE >= text.length - LEAD ? text.length : from + WIDE;
    while (to < text.length && /\S/.test(text[to])) to += 1;
    const pieces = [[from > 0 ? '… ' : '', false]];
    let at = from;
    for (const [start, end] of matches) {
      if (start < from || end > to) continue;
      pieces.push([text.slice(at, start), false], [text.slice(start, end), true]);
      at = end;
    }
    pieces.push([text.slice(at, to) + (to < text.length ? ' …' : ''), false]);
    return pieces.filter(([words]) => words);
  }

  const behind = (cover) => [[say('words-behind-note', { cover }), false]];
  const [opening, closing] = say('quoted', { words: '\n' }).split('\n');
  const listed = (...words) => words.filter(Boolean).join(say('comma'));

  function describeReport(head, [summary, author, blocks], terms) {
    let best = -1;
    let most = 0;
    for (const [at, [, words]] of blocks.entries()) {
      const found = countTerms(findMatches(words, terms));
      if (found > most) [best, most] = [at, found];
    }
    const own = countTerms(findMatches(summary, terms));
    if (summary && (own >= most || best < 0)) return { url: '', pieces: cut(summary, terms), small: author };
    if (best < 0) return { url: '', pieces: cut(blocks[0]?.[1] ?? head[1], terms), small: author };
    return { url: `#${blocks[best][0]}`, pieces: cut(blocks[best][1], terms), small: blocks.length > 1 ? say('paragraph', { number: best + 1, count: blocks.length }) : '' };
  }
  function describeComment(head, [fragment, author, to, cover, texts, page], terms) {
    const small = listed(author, to && say('in-reply', { who: to }));
    const url = `${page}#${fragment}`;
    if (cover && findMatches(author, terms).length) return { url, pieces: [[say('behind-note', { cover }), false]], small };
    if (cover) return { url, pieces: behind(cover), small };
    const best = texts.reduce((one, other) => (countTerms(findMatches(other, terms)) > countTerms(findMatches(one, terms)) ? other : one), texts[0] ?? '');
    return { url, pieces: best ? cut(best, terms) : [[say('not-saved'), false]], small };
  }
  function describeClaim(head, [fragment, says, words, who, when, state, comment, cover, page], terms) {
    const pieces = cut(says, terms);
    const plain = !pieces.some(([, marked]) => marked);
    if (plain && cover) pieces.push([' ', false], ...behind(cover));
    else if (plain && findMatches(words, terms).length) pieces.push([` ${opening}`, false], ...cut(words, terms), [closing, false]);
    return { url: `${page}#${fragment}`, pieces, small: [listed(who, when), state, comment && say('in-comment')].filter(Boolean).join(say('semicolon')) };
  }
  function describeCard(folder, [id, name, small, more], terms) {
    const others = more.filter((form) => findMatches(form, terms).length && form !== name);
    return { url: `${folder}/${id}.html`, pieces: cut(name, terms), small: [small, listed(...others.slice(0, 3))].filter(Boolean).join(say('semicolon')) };
  }

  /** What a result shows: { url, pieces, small }, its address from the site's root. */
  function describe(kind, head, row, terms) {
    if (kind === 'source' || kind === 'question') return describeCard(kind, row, terms);
    const page = `article/${head[0]}.html`;
    const shown = kind === 'report' ? describeReport(head, row, terms) : kind === 'comment' ? describeComment(head, row, terms) : describeClaim(head, row, terms);
    return { ...shown, url: shown.url.startsWith('#') || !shown.url ? page + shown.url : shown.url };
  }

  search.texts = { list, cut, describe, findMatches };
})();
