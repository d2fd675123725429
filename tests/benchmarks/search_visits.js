/* Asks questions of a built site's search, each as on a first visit. In: folders and queries. Out: of each, the files
   that were loaded until its first result could be drawn, and until its first page of results was. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const PARTS = ['words', 'query', 'turns', 'store', 'postings', 'vocabulary', 'engine', 'phrases', 'answers', 'facets', 'texts'];
const PAGE = 10; // articles
const MOST = 3; // results of a kind under one of them
const { scripts, site, queries, words } = JSON.parse(fs.readFileSync(0, 'utf8'));
const sources = PARTS.map((part) => new vm.Script(fs.readFileSync(path.join(scripts, `search-${part}.js`), 'utf8')));

async function visit(query) {
  const context = vm.createContext({ console, setTimeout });
  vm.runInContext(words, context);
  for (const source of sources) source.runInContext(context);
  const search = context.WhenceSearch;
  const loaded = [];
  search.run = async (file) => {
    const [name] = file.split('?');
    loaded.push(name);
    vm.runInContext(fs.readFileSync(path.join(site, name), 'utf8'), context);
  };
  const found = await search.answers.find(query, false);
  const asked = loaded.length;
  const { groups, cards } = await search.answers.arrange(found.hits, false);
  const shown = [[cards.question], [cards.source], ...groups.slice(0, PAGE).map(({ report, claim, comment }) => [report, claim, comment])];
  let first = 0;
  for (const kinds of shown) {
    const kept = (await Promise.all(kinds.map(search.answers.check))).flatMap((hits) => hits.slice(0, MOST));
    await Promise.all(kept.map(({ kind, document }) => search.answers.fetchRow(kind, document)));
    if (kept.length) first ||= loaded.length;
  }
  return { loaded, asked, first: first || asked, results: found.hits.length };
}

(async () => {
  const answers = [];
  for (const query of queries) answers.push(await visit(query));
  process.stdout.write(JSON.stringify(answers));
})().catch((failure) => {
  process.stderr.write(`${failure.stack}\n`);
  process.exitCode = 1;
});
