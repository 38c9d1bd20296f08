// The line of a class on every page: hears when something has changed, asks for it, and goes where the
// spotlight is, once for each place that it shows. Where events do not come through, it asks by itself.
// Wants data-address and data-number of the room, and data-spotlight, the address that all are shown.

import { ask, here } from "../page/ask.js";

const SILENT_MS = 12_000;
const SEEN = "fovea-spotlight";

export default function room(element, signal) {
  const { address, number } = element.dataset;
  const source = new EventSource(`${address}/events?after=${number}`);
  let asking = false;
  let again = false;
  let heard = performance.now();

  // The board and a student's page change with the line; what else a page shows is its own.
  async function look() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const main = document.querySelector("[data-room]");
    const query = new URLSearchParams(main?.dataset.room === "board" ? location.search : "");
    if (main) query.set(main.dataset.room, "");
    query.set("at", here());
    await ask("GET", `${address}/now?${query}`).catch(() => {});
    asking = false;
    if (again) {
      again = false;
      look();
    }
  }

  function follow() {
    const { spotlight } = element.dataset;
    const seen = sessionStorage.getItem(SEEN) ?? "";
    if (spotlight === seen) return;
    sessionStorage.setItem(SEEN, spotlight);
    if (spotlight && spotlight !== here()) location.assign(spotlight);
  }

  source.addEventListener("changed", () => { heard = performance.now(); look(); });
  source.addEventListener("beat", () => { heard = performance.now(); });
  source.addEventListener("closed", () => { source.close(); location.assign("/rooms"); });
  const timer = setInterval(() => {
    if (performance.now() - heard > SILENT_MS) look();
  }, SILENT_MS / 2);
  // What moved in the page has changed its address, of which its forms speak.
  element.addEventListener("submit", ({ target }) => {
    const fields = target.elements;
    if (fields.back) fields.back.value = here();
    if (fields.address?.value) fields.address.value = here();
  }, { signal, capture: true });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    source.close();
  });
  follow();
  return follow;
}
