/* Asks lunr.js itself, as published, of an index that it loads. In: the place of lunr.js, a serialized index, queries,
   and where the index has our pipeline, its scripts and stop words. Out: for each query [[reference, score], …] or null. */
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const { place, index: serialized, queries, pipeline, scripts, stop } = JSON.parse(fs.readFileSync(0, 'utf8'));
const lunr = require(place);
if (pipeline) {
  const context = vm.createContext({});
  vm.runInContext(fs.readFileSync(path.join(scripts, 'search-words.js'), 'utf8'), context);
  const { words } = context.WhenceSearch;
  for (const word of stop) words.stop.add(word);
  lunr.Pipeline.registerFunction((token) => words.terms(token.toString()).map((term) => token.clone(() => term)), pipeline);
}
const index = lunr.Index.load(serialized);
const answers = queries.map((query) => {
  try {
    return index.search(query).map(({ ref, score }) => [ref, score]);
  } catch (failure) {
    if (failure instanceof lunr.QueryParseError) return null;
    throw failure;
  }
});
process.stdout.write(JSON.stringify(answers));
