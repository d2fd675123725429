/* On a page that a result led to: the words that were sought, lit without touching the text (CSS Custom Highlight API). */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const MOST = 2000; // words that are lit

  search.light = () => {
    const terms = new Set((new URLSearchParams(location.search).get('lit') ?? '').slice(0, 400).split(' ').filter(Boolean));
    if (!terms.size || !globalThis.CSS?.highlights) return;
    const ranges = [];
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < MOST) {
      const { currentNode: node } = walker;
      for (const { start, end, word } of search.words.read(node.data)) {
        if (!terms.has(search.words.stem(word))) continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
    search.style();
    CSS.highlights.set('found', new Highlight(...ranges));
  };
})();
