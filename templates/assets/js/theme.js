/* What has to be known before the first paint, so that this stands in <head> without defer: the theme (automatic, light
   or dark), and whether the address holds a question, whose results need room. */
(() => {
  'use strict';
  const THEMES = ['auto', 'light', 'dark'];
  const root = document.documentElement;

  function recall() {
    try { return localStorage.getItem('whence-theme') ?? 'auto'; } catch { return 'auto'; }
  }

  function set(name) {
    if (name === 'light' || name === 'dark') root.dataset.theme = name; else delete root.dataset.theme;
    document.querySelector('.theme span')?.replaceChildren(globalThis.whenceSay(`theme-${name}`));
  }

  set(recall());
  if (new URLSearchParams(location.search).get('q')) root.dataset.asked = '';
  document.addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('.theme');
    if (!button) return;
    set(recall());
    button.addEventListener('click', () => {
      const next = THEMES[(THEMES.indexOf(recall()) + 1) % THEMES.length];
      try { localStorage.setItem('whence-theme', next); } catch { /* storage refused: this page only */ }
      set(next);
    });
  });
})();
