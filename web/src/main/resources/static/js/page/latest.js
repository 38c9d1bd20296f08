// One question at a time: while an answer is on its way, only the last wish is remembered. Whoever
// drags or plays gets as many answers as the server gives, and the last one always.

import { ask } from "./ask.js";

/** A function that shows an address of this page, whose answer swaps itself in, and tells whether one is on its way. */
export function latest(signal) {
  let wanted = null;

  async function show(path) {
    const busy = wanted !== null;
    wanted = path;
    if (busy) return;
    let shown = null;
    while (wanted !== shown && !signal.aborted) {
      shown = wanted;
      await ask("GET", shown).catch(() => {}); // the page has said so
    }
    wanted = null;
    history.replaceState(history.state, "", shown);
  }

  return { show, isBusy: () => wanted !== null };
}
