// A run that is going: asks how far it is until an answer brings its end, and cancels it.
// Wants data-address, and a button with data-cancels.

import { ask } from "../page/ask.js";

const PAUSE_MILLIS = 400;

export default function run(element, signal) {
  let asking = false;

  async function poll() {
    if (asking) return;
    asking = true;
    await ask("GET", element.dataset.address).catch(() => {});
    asking = false;
  }

  const timer = setInterval(poll, PAUSE_MILLIS);
  element.addEventListener("click", ({ target }) => {
    if (target.closest("[data-cancels]")) ask("DELETE", element.dataset.address);
  }, { signal });
  signal.addEventListener("abort", () => clearInterval(timer));
  return () => {};
}
