/* Results as elements of the page. Everything is made by createElement and textContent: no text becomes markup. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const root = document.documentElement.dataset.root ?? '';
  const LABELS = { report: 'Report', claim: 'Claim', comment: 'Comment', source: 'Source', question: 'Question' };
  const LIT = 12; // terms that are lit on the page a result leads to

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== ''));
    return element;
  }

  // What nobody sees is shown as on every page: core/unseen.py says which characters these are.
  const UNSEEN = /[\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu;
  const NEEDED = /(?<=[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{Z}\p{C}])[\u200c\u200d]|(?<=[\u0590-\u08ff].*)[\u200e\u200f\u061c]|[\u200e\u200f\u061c](?=.*[\u0590-\u08ff])|(?<=\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;

  /** The text with a mark on every character that nobody sees, as what append() takes. */
  function reveal(text) {
    const needed = new Set([...text.matchAll(NEEDED)].map(({ index }) => index));
    const nodes = [];
    let at = 0;
    for (const { 0: character, index } of text.matchAll(UNSEEN)) {
      if (needed.has(index)) continue;
      const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      const mark = make('bdi', { className: 'unseen', textContent: character });
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', `invisible character, ${code}`);
      mark.dataset.unseen = code;
      nodes.push(text.slice(at, index), mark);
      at = index + character.length;
    }
    return [...nodes, text.slice(at)];
  }

  /** The address of a result from this page; `lit` tells that page which words to light. */
  function lead(url, terms) {
    const [page, fragment] = url.split('#');
    const lit = [...terms].slice(0, LIT).join(' ');
    return `${root}${page}${lit && `?lit=${encodeURIComponent(lit)}`}${fragment ? `#${encodeURIComponent(fragment)}` : ''}`;
  }

  async function makeHit({ kind, document: number }, terms) {
    const { head, row } = await search.answers.fetchRow(kind, number);
    const { url, pieces, small } = search.texts.describe(kind, head, row, terms);
    const words = pieces.flatMap(([text, marked]) => (marked ? make('mark', {}, ...reveal(text)) : reveal(text)));
    const link = make('a', { className: 'hit', href: lead(url, terms) },
      make('span', { textContent: LABELS[kind] }),
      make('span', {}, make('span', { dir: 'auto' }, ...words), small ? ' ' : '', small ? make('small', {}, ...reveal(small)) : ''));
    link.dataset.kind = kind;
    return make('li', {}, link);
  }

  /** A list of results that shows some of them, and the rest when asked to. */
  async function makeList(hits, some, terms, rest) {
    const list = make('ul', {}, ...await Promise.all(some.map((hit) => makeHit(hit, terms))));
    list.setAttribute('role', 'list');
    if (!rest.length) return [list];
    const button = make('button', { className: 'btn is-quiet', type: 'button', textContent: `${rest.length} more here` });
    button.addEventListener('click', async () => {
      const more = await Promise.all(rest.slice(0, 50).map((hit) => makeHit(hit, terms)));
      rest.splice(0, 50);
      list.append(...more);
      more[0]?.querySelector('a').focus();
      if (rest.length) button.textContent = `${rest.length} more here`; else button.remove();
    });
    return [list, button];
  }

  /** One article with its results: the report itself, then claims, then comments, `most` of each. */
  async function makeGroup(group, terms, most) {
    const [first] = [...group.report, ...group.claim, ...group.comment];
    const { head: [id, title, outlet, when, lang] } = await search.answers.fetchRow(first.kind, first.document);
    const kinds = [group.report, group.claim, group.comment];
    const some = kinds.flatMap((hits) => hits.slice(0, most));
    const rest = kinds.flatMap((hits) => hits.slice(most));
    const link = make('a', { href: lead(`article/${id}.html`, terms), lang }, ...reveal(title));
    const hint = [outlet, when].filter(Boolean).join(', ');
    return make('section', { className: 'hit-group' },
      make('h3', { dir: 'auto' }, link), hint ? make('p', { className: 'hint' }, ...reveal(hint)) : '', ...await makeList([], some, terms, rest));
  }

  /** Questions or sources, which stand under no article. */
  async function makeCards(hits, heading, terms, most) {
    return make('section', { className: 'hit-group cards' },
      make('h3', { textContent: heading }), ...await makeList([], hits.slice(0, most), terms, hits.slice(most)));
  }

  /** All of a page of results, in order, each drawn as soon as those before it are. `from`: groups already shown. */
  async function show(place, { groups, cards }, terms, { from, count, most, isOld }) {
    const waiting = groups.slice(from, from + count).map((group) => makeGroup(group, terms, most));
    if (!from && cards.source.length) waiting.unshift(makeCards(cards.source, 'Sources', terms, most));
    if (!from && cards.question.length) waiting.unshift(makeCards(cards.question, 'Questions', terms, most));
    for (const each of waiting) each.catch(() => {}); // told once, by the first that is awaited
    if (!from && !waiting.length) place.replaceChildren();
    for (const [at, each] of waiting.entries()) {
      const section = await each;
      if (isOld()) return;
      if (!from && !at) place.replaceChildren(section); else place.append(section);
    }
  }

  const many = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
  /** '8 results in 3 reports, 1 question'. */
  function count({ groups, cards }) {
    const results = groups.reduce((sum, group) => sum + group.report.length + group.claim.length + group.comment.length, 0);
    const parts = [groups.length && `${many(results, 'result')} in ${many(groups.length, 'report')}`,
      cards.question.length && many(cards.question.length, 'question'), cards.source.length && many(cards.source.length, 'source')];
    return parts.filter(Boolean).join(', ') || 'Nothing found';
  }

  search.show = { make, show, count };
})();
