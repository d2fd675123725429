/* Notes in place: a number opens the whole note beside its words; n and p step through; the reading state is kept.
   Without this file every number is a link to the note at the end. */
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = globalThis.whenceSay;
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const boxes = globalThis.WhenceBoxes;
  const wide = matchMedia('(min-width: 64em)');
  const slips = matchMedia('(min-width: 40em)'); // narrower, an opened note is a sheet
  const GAP = 8; // pixels between a note and its words, and between it and the edge
  const LEAST = 160; // pixels in height that a note has in any case
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* storage refused */ } },
  };

  const slipOf = (id) => $(`[data-note~="${id}"]`);

  // A claim, its number, its slip in the margin and its note light up together.
  function claimsOf(element) {
    const at = element.closest?.('.claim, .ref, .slip, .note');
    if (!at) return [];
    return (at.dataset.claims ?? at.dataset.note ?? at.id.slice(2)).split(' ');
  }

  function light({ target }) {
    for (const lit of $$('.is-lit')) lit.classList.remove('is-lit');
    for (const id of claimsOf(target)) {
      const found = [$(`#r-${id}`), $(`#n-${id}`), slipOf(id), ...$$(`[data-claims~="${id}"]`)];
      for (const each of found) each?.classList.add('is-lit');
    }
  }

  function keepReading() {
    const choices = $$('.reading input');
    if (!choices.length) return;
    const stored = memory.get('whence-reading');
    const pick = (value) => { const choice = choices.find((each) => each.value === value); if (choice) choice.checked = true; };
    const suit = () => {
      const kept = memory.get('whence-reading') ?? 'notes';
      pick(kept === 'marks' && !wide.matches ? 'notes' : kept);  // where no notes stand beside the text, both are one
    };
    if (stored) suit();
    wide.addEventListener('change', suit);
    for (const each of choices) each.addEventListener('change', () => memory.set('whence-reading', each.value));
  }

  function openNotes() {
    const refs = $$('.ref').filter((ref) => ref.hash && $(ref.hash));
    if (!refs.length || !('popover' in HTMLElement.prototype)) return;
    const box = make('div', { className: 'pop', tabIndex: -1 });
    box.setAttribute('role', 'dialog');
    box.popover = 'manual';
    document.body.append(box);
    let open = null;
    let pinned = false;
    let returning = false; // focus that comes back to a number does not open its note again
    let timer = 0;

    const shown = (ref) => ref.getClientRects().length > 0;
    const inMargin = (ref) => shown(slipOf(ref.id.slice(2)) ?? document.createElement('i'));

    function button(words, action) {
      const made = make('button', { type: 'button', textContent: words });
      made.addEventListener('click', action);
      return made;
    }

    function fill(ref) {
      const note = $(ref.hash).cloneNode(true);
      for (const each of [note, ...$$('[id]', note)]) each.removeAttribute('id');
      $('.note-no', note)?.remove();
      const tools = make('div', { className: 'pop-tools' });
      const all = make('a', { href: ref.hash, textContent: say('all-notes') });
      all.addEventListener('click', () => close(false));
      const link = make('a', { href: `#c-${ref.id.slice(2)}`, textContent: say('permanent') });
      link.addEventListener('click', () => close(false));
      tools.append(all, link, button(say('previous'), () => step(-1)), button(say('next'), () => step(1)), button(say('close'), () => close(true)));
      box.replaceChildren(make('b', { className: 'label', textContent: ref.ariaLabel ?? ref.getAttribute('aria-label') }), ...note.childNodes, tools);
      box.setAttribute('aria-label', ref.getAttribute('aria-label'));
      box.scrollTop = 0;
    }

    /** Where the words of a note stand on the screen: all of them, or the number alone where they are a page long. */
    function wordsOf(ref) {
      const number = ref.getBoundingClientRect();
      const boxes = [number, ...$$(`[data-claims~="${ref.id.slice(2)}"]`).flatMap((each) => [...each.getClientRects()])];
      const [top, bottom] = [Math.min(...boxes.map((each) => each.top)), Math.max(...boxes.map((each) => each.bottom))];
      return bottom - top < innerHeight / 2 ? { top, bottom, whole: true } : number;
    }

    /** Below the words, or above them where there is more room; on a phone a sheet, above which the words are brought. */
    function place(ref) {
      box.removeAttribute('style');
      let { top, bottom, whole } = wordsOf(ref);
      if (!slips.matches) {
        const hidden = bottom + GAP - box.getBoundingClientRect().top;
        if (hidden > 0) scrollBy({ top: hidden, behavior: 'instant' });
        return;
      }
      const { width, height } = box.getBoundingClientRect();
      const least = Math.min(height, LEAST);
      const above = whole ? top - 2 * GAP : 0;
      let below = innerHeight - bottom - 2 * GAP;
      if (Math.max(above, below) < least) {
        const from = scrollY;
        scrollBy({ top: least - below, behavior: 'instant' });
        [top, bottom, below] = [top - scrollY + from, bottom - scrollY + from, below + scrollY - from];
      }
      const under = height <= below || below >= above;
      const tall = Math.max(Math.min(height, under ? below : above), least);
      const start = Math.min(ref.getBoundingClientRect().left, document.documentElement.clientWidth - width - GAP);
      box.style.maxBlockSize = `${tall}px`;
      box.style.left = `${scrollX + Math.max(GAP, start)}px`;
      box.style.top = `${scrollY + (under ? bottom + GAP : top - GAP - tall)}px`;
    }

    function show(ref, pin) {
      clearTimeout(timer);
      if (open !== ref) {
        close(false);
        fill(ref);
        ref.classList.add('is-open');
        box.showPopover();
        open = ref;
        place(ref);
      }
      pinned ||= pin;
      if (pin) { box.dataset.pinned = ''; box.focus({ preventScroll: true }); }
    }

    function close(back) {
      clearTimeout(timer);
      if (!open) return;
      const ref = open;
      open = null;
      pinned = false;
      delete box.dataset.pinned;
      ref.classList.remove('is-open');
      box.hidePopover();
      returning = back;
      if (back) ref.focus({ preventScroll: true });
      returning = false;
    }

    function step(by) {
      const stops = refs.filter(shown);
      const from = open ?? document.activeElement;
      const at = stops.indexOf(from);
      const middle = by > 0 ? stops.findIndex((ref) => ref.getBoundingClientRect().top > 0) : stops.findLastIndex((ref) => ref.getBoundingClientRect().top < innerHeight);
      const next = at >= 0 ? stops[at + by] : stops[middle];
      if (!next) return;
      close(false);
      scrollBy({ top: wordsOf(next).top - innerHeight / 4, behavior: 'instant' }); // the note is placed where the words then are
      next.focus({ preventScroll: true });
      light({ target: next });
      show(next, true);
    }

    document.addEventListener('click', (event) => {
      const ref = event.target.closest('.ref');
      if (ref && refs.includes(ref)) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (open === ref && pinned) close(true); else show(ref, true);
      } else if (open && !box.contains(event.target)) close(false);
      if (open && event.target.closest('.pop .note-more a, .pop .chain a')) close(false);
    });
    document.addEventListener('focusin', ({ target }) => {
      if (refs.includes(target) && !returning && target.matches(':focus-visible') && !inMargin(target) && open !== target) show(target, false);
      else if (open && !box.contains(target) && target !== open) close(false);
    });
    document.addEventListener('pointerover', (event) => {
      if (event.pointerType !== 'mouse' || pinned) return;
      clearTimeout(timer);
      const ref = event.target.closest('.ref');
      if (ref && refs.includes(ref)) { if (!inMargin(ref)) timer = setTimeout(() => show(ref, false), 250); }
      else if (open && !box.contains(event.target)) timer = setTimeout(() => close(false), 300);
    });
    box.addEventListener('toggle', ({ target }) => { if (open && target !== box) place(open); }, true); // a list unfolded in it
    addEventListener('resize', () => { if (open) place(open); });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && open) { event.preventDefault(); close(true); return; }
      if ((event.key === 'n' || event.key === 'p') && boxes.isKey(event)) { event.preventDefault(); step(event.key === 'n' ? 1 : -1); }
    });
  }

  keepReading();
  openNotes();
  for (const type of ['pointerover', 'focusin']) document.addEventListener(type, light);
})();
