/* Long work in turns with the page, so that a question that stands for thousands of others never holds up a key. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));
  const TURN = 16; // milliseconds of work until the page has its turn
  const RUN = 4096; // items that are sorted at once
  let began = 0;

  /** Let the page have its turn where work has lasted long enough. Throws where `signal` has called the work off. */
  async function breathe(signal) {
    if (Date.now() - began < TURN || globalThis.document?.hidden) return; // unseen, timers would take seconds
    await new Promise((done) => { setTimeout(done); });
    began = Date.now();
    signal?.throwIfAborted();
  }

  /** The items of a list in runs of some thousand, with a breath before each. */
  async function* inRuns(list, signal) {
    for (let at = 0; at < list.length; at += RUN) {
      await breathe(signal);
      yield list.slice(at, at + RUN);
    }
  }

  function merge(one, other, order) {
    const merged = [];
    let at = 0;
    for (const item of one) {
      while (at < other.length && order(other[at], item) < 0) merged.push(other[at++]);
      merged.push(item);
    }
    while (at < other.length) merged.push(other[at++]);
    return merged;
  }

  /** The items in order, equal ones as they stood. */
  async function sort(list, order, signal) {
    let runs = [];
    for await (const run of inRuns(list, signal)) runs.push(run.sort(order));
    while (runs.length > 1) {
      const merged = [];
      for (let at = 0; at < runs.length; at += 2) {
        await breathe(signal);
        merged.push(merge(runs[at], runs[at + 1] ?? [], order));
      }
      runs = merged;
    }
    return runs[0] ?? [];
  }

  search.turns = { breathe, inRuns, sort };
})();
