// What moves a unit, fetched when its reader stays with it: walking along a map asks for nothing.
// Wants data-address and data-state, "quick" where it is fetched without being asked for; a link
// [data-role="measure"] asks for it.

import { quietly } from "../page/refusals.js";

const STILL_MILLIS = 250;

export default function effective(section, signal) {
  let timer = 0;
  let asked = new AbortController();

  async function measure(isWish) {
    const { address } = section.dataset;
    asked.abort();
    asked = new AbortController();
    section.setAttribute("aria-busy", "true");
    try {
      const answer = await quietly(address, { headers: { "HX-Request": "true" }, signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const measured = page.getElementById("effective");
      if (!answer.ok || !measured) throw new Error(`${address}: ${answer.status}`);
      if (section.dataset.address !== address || !section.isConnected) return;
      section.replaceWith(measured);
      if (!isWish) return;
      history.replaceState(history.state, "", address + location.search);
      measured.focus({ preventScroll: true });
    } catch (failure) {
      if (failure.name === "AbortError") return;
      section.dataset.state = "failed";
      if (isWish) location.assign(address); // says why
    } finally {
      section.removeAttribute("aria-busy");
    }
  }

  section.addEventListener("click", (event) => {
    if (!event.target.closest('[data-role="measure"]') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    measure(true);
  }, { signal });

  function look() {
    clearTimeout(timer);
    asked.abort();
    if (section.dataset.state === "quick") timer = setTimeout(() => measure(false), STILL_MILLIS);
  }

  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    asked.abort();
  });
  look();
  return look;
}
