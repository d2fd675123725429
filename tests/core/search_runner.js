/* Runs the browser's side of the search under Node: the files of an index and questions in, answers out, as JSON. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const PARTS = ['words', 'query', 'turns', 'store', 'postings', 'vocabulary', 'engine', 'phrases', 'answers', 'facets', 'texts'];
const { scripts, files, tasks, words } = JSON.parse(fs.readFileSync(0, 'utf8'));
const context = vm.createContext({ console, setTimeout });
vm.runInContext(words, context);
for (const part of PARTS) vm.runInContext(fs.readFileSync(path.join(scripts, `search-${part}.js`), 'utf8'), context);
const search = context.WhenceSearch;
const loaded = [];
search.run = async (file) => {
  const name = file.split('?')[0];
  loaded.push(name);
  if (!Object.hasOwn(files, name)) throw new Error(`no file ${name}`);
  vm.runInContext(files[name], context);
};

const TASKS = {
  terms: (texts) => texts.map((text) => search.words.terms(text)),
  stems: (words) => words.map((word) => search.words.stem(word)),
  /** What the engine finds, as Lunr would: for each query and kind [[document, score], …]. */
  async ask({ kind, queries }) {
    const { groups, fields } = await search.store.open();
    const answers = [];
    for (const query of queries) {
      const { clauses } = search.query.read(query, fields);
      const hits = await search.engine.ask(groups.get(kind), await search.engine.expand(clauses, false));
      answers.push(hits.map(({ document, score }) => [document, score]));
    }
    return answers;
  },
  /** What a reader is shown: for each query its results with their texts. */
  async find({ queries, begun = false, chosen = {} }) {
    const answers = [];
    for (const query of queries) {
      const before = loaded.length;
      const found = await search.answers.find(query, begun);
      const sets = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, new Set(values)]));
      const hits = await search.facets.narrow(found.hits, sets);
      const { groups, cards } = await search.answers.arrange(hits, false);
      const shown = [];
      for (const { kind, document, article, score } of await search.answers.check(hits.slice(0, 200))) {
        const { head, row } = await search.answers.fetchRow(kind, document);
        shown.push({ kind, document, article, score, ...search.texts.describe(kind, head, row, found.terms) });
      }
      answers.push({
        shown,
        groups: groups.map(({ article }) => article),
        cards: Object.values(cards).flat().length,
        notes: found.notes,
        unknown: await search.answers.findUnknown(found),
        terms: [...found.terms],
        loaded: loaded.slice(before),
      });
    }
    return answers;
  },
  async count({ query }) {
    return search.facets.count((await search.answers.find(query, false)).hits, {});
  },
  sort: (lists) => Promise.all(lists.map((list) => search.turns.sort(list, ([one], [other]) => one - other))),
  /** Work that never rests by itself: how often others had their turn, and what ended it. */
  async work({ milliseconds, until }) {
    let turns = 0;
    const signal = { throwIfAborted() { if (turns === until) throw new Error('called off'); } };
    const other = setInterval(() => { turns += 1; }, 0);
    try {
      for (const end = Date.now() + milliseconds; Date.now() < end;) await search.turns.breathe(signal);
      return [turns, 'done'];
    } catch (failure) {
      return [turns, failure.message];
    } finally {
      clearInterval(other);
    }
  },
  fits: (cases) => cases.map(([word, term, edits]) => search.vocabulary.fits(word, term, edits)),
};

(async () => {
  const answers = [];
  for (const { name, input } of tasks) answers.push(await TASKS[name](input));
  process.stdout.write(JSON.stringify(answers));
})().catch((failure) => {
  process.stderr.write(`${failure.stack}\n`);
  process.exitCode = 1;
});
