// A run that is going: asks how far it is until an answer brings its end, and cancels it.
// Wants data-address, and a button with data-cancels.

import { ask } from "../page/ask.js";

// Most of what runs by itself is done by then.
const FIRST_MILLIS = 100;
const PAUSE_MILLIS = 400;

export default function run(element, signal) {
  let asking = false;

  async function poll() {
    if (asking) return;
    asking = true;
    await ask("GET", element.dataset.address, element).catch(() => {});
    asking = false;
  }

  const first = setTimeout(poll, FIRST_MILLIS);
  const timer = setInterval(poll, PAUSE_MILLIS);
  element.addEventListener("click", ({ target }) => {
    if (target.closest("[data-cancels]")) ask("DELETE", element.dataset.address);
  }, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(first);
    clearInterval(timer);
  });
  return () => {};
}
