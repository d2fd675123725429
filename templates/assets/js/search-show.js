/* Results as elements of the page. Everything is made by createElement and textContent: no text becomes markup. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const root = document.documentElement.dataset.root ?? '';
  const LIT = 12; // terms that are lit on the page a result leads to
  const SLICE = 50; // results that are added at once
  const AHEAD = 80; // milliseconds that the first result is asked for before the others
  const TRIES = 4; // pages that are looked through to fill one
  const LAST = 16; // and to find anything at all

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
    return `${root}${page}${lit && `?${new URLSearchParams({ lit })}`}${fragment ? `#${encodeURIComponent(fragment)}` : ''}`;
  }

  /** A row of the grid: one thing to follow or press. */
  function makeRow(className, ...children) {
    const cell = make('div', {}, ...children);
    cell.setAttribute('role', 'gridcell');
    const row = make('div', { className }, cell);
    row.setAttribute('role', 'row');
    return row;
  }
  /** A row with a button that brings more, once. */
  function makeMore(label, bring) {
    const button = make('button', { className: 'btn is-quiet', type: 'button', textContent: label });
    button.addEventListener('click', async () => {
      if (button.ariaBusy) return;
      button.ariaBusy = 'true';
      try { await bring(); } catch { button.textContent = say('more-not-loaded'); }
      button.ariaBusy = null;
    });
    return makeRow('more', button);
  }

  async function makeHit({ kind, document: number }, terms) {
    const { head, row } = await search.answers.fetchRow(kind, number);
    const { url, pieces, small } = search.texts.describe(kind, head, row, terms);
    const words = pieces.flatMap(([text, marked]) => (marked ? make('mark', {}, ...reveal(text)) : reveal(text)));
    const link = make('a', { className: 'hit', href: lead(url, terms) },
      make('span', { textContent: say(kind) }), ' ',
      make('span', {}, make('span', { dir: 'auto' }, ...words), small ? ' ' : '', small ? make('small', {}, ...reveal(small)) : ''));
    link.dataset.kind = kind;
    return makeRow('', link);
  }
  const makeHits = (hits, terms) => Promise.all(hits.map((hit) => makeHit(hit, terms)));

  /** Results under a heading: some of them, and the rest when asked for. `reach`: told the first row that was added. */
  async function makeGroup(heading, some, rest, terms, reach) {
    const rows = await makeHits(some, terms);
    heading.setAttribute('role', 'rowheader');
    const top = make('div', {}, heading);
    top.setAttribute('role', 'row');
    const group = make('div', { className: 'hit-group' }, top, ...rows);
    group.setAttribute('role', 'rowgroup');
    if (rest.length) group.append(makeRest(rest, terms, reach));
    return group;
  }
  function makeRest(rest, terms, reach) {
    const label = () => say('more-here', { count: rest.length });
    const row = makeMore(label(), async () => {
      const rows = await makeHits(rest.slice(0, SLICE), terms);
      rest.splice(0, SLICE);
      row.before(...rows);
      row.querySelector('button').textContent = label();
      if (!rest.length) row.remove();
      reach(rows[0]);
    });
    return row;
  }

  /** One article with its results: the report itself, then claims, then comments, `most` of each. Null where none of
      them has the words that stand in quotes; `group` keeps those that have. */
  async function makeArticle(group, terms, { most, reach }) {
    const { check } = search.answers;
    [group.report, group.claim, group.comment] = await Promise.all([check(group.report), check(group.claim), check(group.comment)]);
    const [first] = [...group.report, ...group.claim, ...group.comment];
    if (!first) return null;
    const { head: [id, title, outlet, when, lang] } = await search.answers.fetchRow(first.kind, first.document);
    const kinds = [group.report, group.claim, group.comment];
    const link = make('a', { href: lead(`article/${id}.html`, terms), lang }, ...reveal(title));
    const hint = [outlet, when].filter(Boolean).join(say('comma'));
    const heading = make('div', {}, make('h3', { dir: 'auto' }, link), hint ? make('p', { className: 'hint' }, ...reveal(hint)) : '');
    return makeGroup(heading, kinds.flatMap((hits) => hits.slice(0, most)), kinds.flatMap((hits) => hits.slice(most)), terms, reach);
  }

  /** Questions or sources, which stand under no article; null where there are none. */
  async function makeCards(cards, kind, terms, { most, reach }) {
    const hits = cards[kind] = await search.answers.check(cards[kind]);
    return hits.length ? makeGroup(make('div', {}, make('h3', { textContent: say(`${kind}s`) })), hits.slice(0, most), hits.slice(most), terms, reach) : null;
  }

  /** Some articles of what was found, in order, each drawn as soon as those before it are; `signal` calls it off. What
      proves not to be found is taken out of `groups` and `cards`. The number of articles that are drawn now. */
  async function show(place, { groups, cards }, terms, { from, count, signal, drawn, ...how }) {
    let fresh = !from; // what was asked for before is still there
    async function draw(each) {
      const group = await each;
      signal.throwIfAborted();
      if (!group) return false;
      if (fresh) place.replaceChildren(group); else place.append(group);
      fresh = false;
      drawn();
      return true;
    }
    let ahead = null; // what is drawn first has the line to itself for a moment
    function begin(make) {
      const each = ahead ? Promise.race([ahead, new Promise((done) => { setTimeout(done, AHEAD); })]).then(make, make) : make();
      each.catch(() => {}); // told once, by the first that is awaited
      ahead ??= each;
      return each;
    }
    const beginFrom = (at) => groups.slice(at, at + count).map((group) => begin(() => makeArticle(group, terms, how)));
    const kinds = from ? [] : ['question', 'source'].filter((kind) => cards[kind].length);
    const first = kinds.map((kind) => begin(() => makeCards(cards, kind, terms, how)));
    let waiting = beginFrom(from);
    for (const each of first) await draw(each);
    let to = from;
    for (let tries = 0; waiting.length && tries < (to > from ? TRIES : LAST); tries += 1) {
      let at = to;
      for (const each of waiting) {
        if (at < from + count ? await draw(each) : await each) at += 1; else groups.splice(at, 1);
      }
      to = Math.min(at, from + count);
      waiting = to < from + count ? beginFrom(to) : [];
    }
    if (fresh) place.replaceChildren();
    drawn();
    return to;
  }

  /** '8 results in 3 reports, 1 question'. */
  function count({ groups, cards }) {
    const results = groups.reduce((sum, group) => sum + group.report.length + group.claim.length + group.comment.length, 0);
    const parts = [groups.length && `${say('results', { count: results })} ${say('in-reports', { count: groups.length })}`,
      cards.question.length && say('questions-count', { count: cards.question.length }), cards.source.length && say('sources-count', { count: cards.source.length })];
    return parts.filter(Boolean).join(say('comma')) || say('nothing');
  }

  search.show = { make, makeMore, show, count };
})();
