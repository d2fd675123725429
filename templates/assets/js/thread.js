/* Comments: fold and open all, and open whatever hides the comment or the claim that the address names. */
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

  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('details.replies, details.veil')) each.open = true;
  });
  reveal();
})();
