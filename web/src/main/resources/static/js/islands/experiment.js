// An experiment that is being done: asks for its numbers until an answer brings the last of them.
// Wants data-address.

import { ask } from "../page/ask.js";

const PAUSE_MILLIS = 1_000;

export default function experiment(element, signal) {
  let asking = false;

  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    await ask("GET", element.dataset.address, element).catch(() => {});
    asking = false;
  }, PAUSE_MILLIS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return () => {};
}
