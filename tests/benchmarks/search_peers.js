/* One task in (JSON on stdin), one answer out (JSON on stdout): questions asked of Whence's index or of MiniSearch's.
   Times are in milliseconds, with all files that a question needs already read. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const FIRST = 10;
const PARTS = ['words', 'query', 'turns', 'store', 'postings', 'vocabulary', 'engine', 'phrases', 'answers', 'facets', 'texts'];

async function askWhence({ scripts, site, questions, said }) {
  const context = vm.createContext({ console, performance, setTimeout, URLSearchParams });
  const run = (file) => vm.runInContext(fs.readFileSync(file, 'utf8'), context);
  vm.runInContext(said, context);
  for (const part of PARTS) run(path.join(scripts, `search-${part}.js`));
  const search = context.WhenceSearch;
  search.run = async (file) => run(path.join(site, file.split('?')[0]));
  const answers = [];
  for (const words of questions) {
    await search.answers.find(words, false);
    const began = performance.now();
    const { hits } = await search.answers.find(words, false);
    const { groups } = await search.answers.arrange(hits, false);
    const took = performance.now() - began;
    const first = [];
    for (const kinds of groups) { // as the page does: only what stands word for word
      const [hit] = (await Promise.all([kinds.report, kinds.claim, kinds.comment].map(search.answers.check))).flat();
      if (hit) first.push(hit);
      if (first.length === FIRST) break;
    }
    const rows = await Promise.all(first.map(({ kind, document }) => search.answers.fetchRow(kind, document)));
    answers.push([rows.map(({ head }) => head[0]), took]);
  }
  return answers;
}

function makeMiniSearch({ peers }) {
  const MiniSearch = require(path.join(peers, 'minisearch/dist/cjs/index.cjs'));
  return { MiniSearch, options: { fields: ['title', 'text'], storeFields: ['title'], searchOptions: { boost: { title: 2 } } } };
}
function indexMiniSearch(task) {
  const { MiniSearch, options } = makeMiniSearch(task);
  const index = new MiniSearch(options);
  index.addAll(JSON.parse(fs.readFileSync(task.pages, 'utf8')));
  fs.writeFileSync(task.index, JSON.stringify(index));
  return {};
}
function askMiniSearch(task) {
  const { MiniSearch, options } = makeMiniSearch(task);
  const index = MiniSearch.loadJSON(fs.readFileSync(task.index, 'utf8'), options);
  return task.questions.map((words) => {
    index.search(words);
    const began = performance.now();
    const found = index.search(words);
    return [found.slice(0, FIRST).map(({ id }) => id), performance.now() - began];
  });
}

const TASKS = { askWhence, indexMiniSearch, askMiniSearch };
const task = JSON.parse(fs.readFileSync(0, 'utf8'));
Promise.resolve(TASKS[task.name](task)).then((answer) => process.stdout.write(JSON.stringify(answer)));
