/* Citing in place: a claim, a comment or a passage, in text, BibTeX, CSL-JSON or as a link, ready to be copied.
   Without this file every "Cite" leads to the same citations on a page of their own. */
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const words = (element) => element?.textContent.trim() ?? '';
  const boxes = globalThis.WhenceBoxes;
  const box = $('#cite-box');
  const FORMS = JSON.parse($('#cite-forms').textContent);
  const PASSAGE = ':is(p, li, h2, h3, h4, h5, h6, pre, dt, dd)[id]';
  const TEX = {
    '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
    '$': '\\$', '&': '\\&', '#': '\\#', '%': '\\%', '_': '\\_', '\n': ' ',
  };
  const ESCAPES = {
    words: (value) => value,
    bibtex: (value) => value.replace(/[\\{}$&#%_~^\n]/g, (sign) => TEX[sign]),
    csl: (value) => JSON.stringify(value).slice(1, -1),
  };
  const GAP = 12; // pixels between the box and what it cites, and between it and the edge
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* storage refused */ } },
  };

  /** The same as fill() in core/citation_forms.py. */
  function fill(form, values, escape) {
    const write = ([before, name, after]) => (values[name] ? before + (name === 'address' ? values[name] : escape(values[name])) + after : '');
    return form.map((part) => (typeof part === 'string' ? part : write(part))).join('');
  }

  function excerpt(block) {
    const copy = block.cloneNode(true);
    for (const each of copy.querySelectorAll(`.ref, [role="doc-noteref"], ${PASSAGE}`)) each.remove();
    const whole = copy.textContent.replaceAll('“', '‘').replaceAll('”', '’').trim().split(/\s+/);
    const cut = [...whole.slice(0, 8).join(' ')].slice(0, 60).join('');
    return cut === whole.join(' ') ? cut : `${cut.trimEnd()} …`;
  }

  /** What the page says of a claim, a comment or a passage; its kind is a name in FORMS. */
  function read(fragment, link) {
    const note = fragment.startsWith('c-') && $(`#n-${CSS.escape(fragment.slice(2))}`);
    const at = document.getElementById(fragment);
    if (note) {
      const who = words($('.note-who bdi', note));
      const says = $('.note-says', note).lastChild.textContent.trim();
      return {
        kind: 'claim', number: words($('.note-no', note)), comment: words($('.c-no', at.closest('.comment') ?? box)), who,
        author: 'nameless' in link.dataset ? '' : who, says: /[.?!…]$/.test(says) ? says : `${says}.`, day: words($('.note-how :is(time, .time)', note)),
      };
    }
    if (at?.matches('.comment')) {
      const [who, day] = [words($('.c-by bdi', at)), $('.c-head :is(time, .time)', at)];
      const date = (day?.dateTime ?? '').split('T')[0];
      return {
        kind: 'comment', number: words($('.c-no', at)), who, author: 'nameless' in link.dataset ? '' : who, day: words(day),
        date, year: date.slice(0, 4), parts: date.split('-').map((part) => part.replace(/^0+/, '')).join(', '),
      };
    }
    return at ? { kind: 'passage', number: fragment, says: excerpt(at) } : { kind: 'report', number: '' };
  }

  function write(fragment, link) {
    const here = location.href.split(/[?#]/)[0];
    const top = new URL(document.documentElement.dataset.root || '.', here).href;
    const known = $('link[rel="canonical"]')?.href;
    const hash = fragment && `#${fragment}`;
    const values = { ...read(fragment, link), fragment, address: (known ?? (location.protocol === 'file:' ? here.slice(top.length) : here)) + hash };
    const written = Object.entries(ESCAPES).map(([name, escape]) => [name, fill(FORMS[values.kind][name], values, escape)]);
    return { ...values, ...Object.fromEntries(written), link: (known ?? here) + hash };
  }

  const text = $('pre', box);
  const status = $('[role="status"]', box);
  let shown = {};
  let opener = null;

  function show() {
    const chosen = $('input:checked', box).value;
    text.textContent = shown[chosen];
    status.hidden = true;
    memory.set('whence-cite', chosen);
  }

  /** Below what is cited, or above it where there is more room. */
  function place({ left, top, bottom }) {
    const { width, height } = box.getBoundingClientRect();
    const start = bottom + GAP + height <= innerHeight || innerHeight - bottom > top ? bottom + GAP : top - GAP - height;
    box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
    box.style.top = `${Math.max(GAP, Math.min(start, innerHeight - height - GAP))}px`;
  }

  /** The name of the box, after what it cites. */
  function name({ kind, number }) {
    const what = $('h2 span', box);
    what.textContent = what.dataset[kind].replace('#', number);
    return words($('h2', box));
  }

  /** `from`: what the box stands beside, and what has the focus again when it is closed. */
  async function open(link, from = link) {
    const fragment = decodeURIComponent(link.hash.slice(1));
    const at = (from === sign ? document.getElementById(fragment) : from).getBoundingClientRect();
    await boxes.style();
    opener = from;
    shown = write(fragment, link);
    name(shown);
    $('a', box).href = link.href;
    const kept = $(`input[value="${memory.get('whence-cite') ?? 'words'}"]`, box);
    if (kept) kept.checked = true;
    show();
    box.showModal();
    place(at);
  }

  async function copy() {
    let done = false;
    try { await navigator.clipboard.writeText(text.textContent); done = true; } catch { /* refused, or not there */ }
    if (!done) getSelection().selectAllChildren(text);
    status.hidden = false;
    $('[data-done]', status).hidden = !done;
    $('[data-select]', status).hidden = done;
  }

  /** The sign beside the passage under the pointer. */
  const sign = Object.assign(document.createElement('a'), { className: 'to-cite pilcrow', textContent: '¶', hidden: true });
  $('main').append(sign);

  function point(block) {
    const at = block.getBoundingClientRect();
    const fromRight = getComputedStyle(block).direction === 'rtl';
    const url = new URL($('.to-cite').href);
    url.hash = block.id;
    sign.href = url.href;
    if (!box.open) sign.ariaLabel = name({ kind: 'passage', number: block.id });
    sign.hidden = false;
    sign.style.top = `${at.top + scrollY}px`;
    sign.style.left = `${scrollX + (fromRight ? at.right : Math.max(0, at.left - sign.offsetWidth))}px`;
  }

  /** The way to cite what the reader is at, and where that is: an open note, what has the focus, or else the first passage or comment in sight. */
  function current() {
    const claim = $('.ref.is-open') ?? document.activeElement.closest('.ref');
    if (claim) return [$(`#n-${CSS.escape(claim.id.slice(2))} .to-cite`), claim];
    const held = document.activeElement.closest('.note, .comment');
    if (held) return [$('.to-cite', held)];
    const seen = [...document.querySelectorAll(`.prose ${PASSAGE}, .c-body`)].find((each) => each.getBoundingClientRect().bottom > innerHeight / 6);
    if (seen?.matches('.c-body')) return [$('.to-cite', seen)];
    if (seen) point(seen);
    return [seen ? sign : $('.cite .to-cite')];
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('.to-cite');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener('pointerover', async ({ target }) => {
    const block = target.closest(`.prose ${PASSAGE}`);
    if (block) { await boxes.style(); point(block); } else if (!target.closest('.pilcrow')) sign.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'c' || !boxes.isKey(event)) return;
    const [link, from] = current();
    if (!link) return;
    event.preventDefault();
    open(link, from ?? link);
  });
  box.addEventListener('change', show);
  $('[data-copy]', box).addEventListener('click', copy);
  box.addEventListener('close', () => { // the note that held the way here may be closed by now
    const back = opener.getClientRects().length ? opener : $(`#r-${CSS.escape(shown.fragment.slice(2))}`);
    back?.focus({ preventScroll: true });
  });
  $('[data-close]', box).addEventListener('click', () => box.close());
})();
