/* On every page: the list of its keys, opened by "?" or from the foot; and the one style of all boxes, loaded on need. */
(() => {
  'use strict';
  const box = document.querySelector('#keys');
  const opener = document.querySelector('.keys-open');
  const memory = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  let styled;
  const boxes = globalThis.WhenceBoxes = {
    style: () => styled ??= new Promise((done) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${document.documentElement.dataset.assets}css/boxes.css` });
      link.onload = link.onerror = done; // plain, then
      document.head.append(link);
    }),
    /** Whether an event is a key pressed alone, outside a field, by a reader who wants such keys. A level 3 shift is none. */
    isKey: (event) => !event.metaKey && (event.getModifierState('AltGraph') || !event.ctrlKey && !event.altKey)
      && memory('whence-slash') !== 'off' && !event.target.closest('input:not([type="radio"]), textarea, select, dialog'),
  };

  async function open() {
    await boxes.style();
    if (!box.open) box.showModal();
  }

  if (!box) return;
  opener?.addEventListener('click', open);
  box.querySelector('[data-close]').addEventListener('click', () => box.close());
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || !boxes.isKey(event)) return;
    event.preventDefault();
    open();
  });
})();
