/* Comments: fold and open all, step along one level by [ and ], open whatever hides what the address names. */
(() => {
  'use strict';
  const replies = [...document.querySelectorAll('details.replies')];

  for (const button of document.querySelectorAll('[data-fold]')) {
    button.addEventListener('click', () => { for (const each of replies) each.open = button.dataset.fold === 'open'; });
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let opened = false;
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.localName === 'details' && !at.open) { at.open = true; opened = true; }
    }
    if (opened) target.scrollIntoView();
  }

  /** From the comment that has the focus, or else from the first in sight; it stays where its level ends. */
  function step(by) {
    const held = document.activeElement.closest('.comment');
    const seen = [...document.querySelectorAll('.c-body')].find((each) => each.getBoundingClientRect().bottom > 0)?.parentElement;
    const next = held ? (by > 0 ? held.nextElementSibling : held.previousElementSibling) : seen;
    const number = (next ?? held)?.querySelector('.c-no');
    number?.focus({ preventScroll: true });
    if (number) scrollBy({ top: number.getBoundingClientRect().top - innerHeight / 4, behavior: 'instant' });
  }

  document.addEventListener('keydown', (event) => {
    if ((event.key !== '[' && event.key !== ']') || !globalThis.WhenceBoxes.isKey(event)) return;
    event.preventDefault();
    step(event.key === ']' ? 1 : -1);
  });
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('details.replies, details.veil')) each.open = true;
  });
  reveal();
})();
