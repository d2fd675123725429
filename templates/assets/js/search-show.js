/* Results as elements of the page. Everything is made by createElement and textContent: no text becomes markup. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const say = globalThis.whenceSay;
  const root = document.documentElement.dataset.root ?? '';
  const LIT = 12; // terms that are lit on the page a result leads to

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== ''));
    return element;
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
    const words = pieces.map(([text, marked]) => (marked ? make('mark', { textContent: text }) : text));
    const link = make('a', { className: 'hit', href: lead(url, terms) },
      make('span', { textContent: say(kind) }),
      make('span', {}, make('span', { dir: 'auto' }, ...words), small ? ' ' : '', small ? make('small', { textContent: small }) : ''));
    link.dataset.kind = kind;
    return make('li', {}, link);
  }

  /** A list of results that shows some of them, and the rest when asked to. */
  async function makeList(hits, some, terms, rest) {
    const list = make('ul', {}, ...await Promise.all(some.map((hit) => makeHit(hit, terms))));
    list.setAttribute('role', 'list');
    if (!rest.length) return [list];
    const button = make('button', { className: 'btn is-quiet', type: 'button', textContent: say('more-here', { count: rest.length }) });
    button.addEventListener('click', async () => {
      const more = await Promise.all(rest.slice(0, 50).map((hit) => makeHit(hit, terms)));
      rest.splice(0, 50);
      list.append(...more);
      more[0]?.querySelector('a').focus();
      if (rest.length) button.textContent = say('more-here', { count: rest.length }); else button.remove();
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
    const link = make('a', { href: lead(`article/${id}.html`, terms), textContent: title, lang });
    const hint = [outlet, when].filter(Boolean).join(say('comma'));
    return make('section', { className: 'hit-group' },
      make('h3', { dir: 'auto' }, link), hint ? make('p', { className: 'hint', textContent: hint }) : '', ...await makeList([], some, terms, rest));
  }

  /** Questions or sources, which stand under no article. */
  async function makeCards(hits, heading, terms, most) {
    return make('section', { className: 'hit-group cards' },
      make('h3', { textContent: heading }), ...await makeList([], hits.slice(0, most), terms, hits.slice(most)));
  }

  /** All of a page of results, in order, each drawn as soon as those before it are. `from`: groups already shown. */
  async function show(place, { groups, cards }, terms, { from, count, most, isOld }) {
    const waiting = groups.slice(from, from + count).map((group) => makeGroup(group, terms, most));
    if (!from && cards.source.length) waiting.unshift(makeCards(cards.source, say('sources'), terms, most));
    if (!from && cards.question.length) waiting.unshift(makeCards(cards.question, say('questions'), terms, most));
    for (const each of waiting) each.catch(() => {}); // told once, by the first that is awaited
    if (!from && !waiting.length) place.replaceChildren();
    for (const [at, each] of waiting.entries()) {
      const section = await each;
      if (isOld()) return;
      if (!from && !at) place.replaceChildren(section); else place.append(section);
    }
  }

  /** '8 results in 3 reports, 1 question'. */
  function count({ groups, cards }) {
    const results = groups.reduce((sum, group) => sum + group.report.length + group.claim.length + group.comment.length, 0);
    const parts = [groups.length && `${say('results', { count: results })} ${say('in-reports', { count: groups.length })}`,
      cards.question.length && say('questions-count', { count: cards.question.length }), cards.source.length && say('sources-count', { count: cards.source.length })];
    return parts.filter(Boolean).join(say('comma')) || say('nothing');
  }

  search.show = { make, show, count };
})();
