// The line of a class on every page: hears when something has changed, asks for it, and goes where the
// spotlight is, once for each place that it shows. Where events do not come through, it asks by itself.
// Whoever shows all a page takes them along to the next, as long as it is one that can be shown.
// A network that a class looks at, a set that it fills, or that others build with, is asked for again when it has changed.
// Wants data-address and data-number of the room, data-spotlight, the address that all are shown, and
// data-lit where this is the teacher's line and something is shown; data-task, what is to be built, and
// data-pair, the address of the network that others build with, and data-paused while nothing may change.

import { ask, here, stay } from "../page/ask.js";
import { quietly } from "../page/refusals.js";

const SILENT_MS = 12_000;
const AGAIN_MS = 2_000;
const SEEN = "fovea-spotlight";
const LED = "fovea-led";
const BEFORE = "fovea-before-spotlight";
const ANSWER = "fovea-answer";
const UNFOLDED = "fovea-room-unfolded";
const LEAD_MS = 500;
const BOARD_MS = 20_000;
const LOOKED_AT = /^\/rooms\/\w+\/(networks|sets)\/\w+$/;
const IN_ROOM = /^\/rooms\/\w+\/networks\//;
const SHOWABLE = /^\/(learn\/\w+\/|networks\/|rooms\/\w+\/networks\/)/;

export default function room(element, signal) {
  const { address, number } = element.dataset;
  let source;
  let last = number;
  let asking = false;
  let again = false;
  let heard = performance.now();
  let looked = performance.now();

  // The board and a student's page change with the line; what else a page shows is its own.
  function renew() {
    const { pathname } = location;
    if (pathname === element.dataset.pair || LOOKED_AT.test(pathname)) stay();
  }

  // The goals of a task stand beside the network; what was refused in a pause does not stay in the fields.
  let { task, paused } = element.dataset;
  function begin() {
    const hasEnded = paused && !element.dataset.paused;
    ({ paused } = element.dataset);
    if (hasEnded && location.pathname.startsWith("/networks/")) stay();
    if (task === element.dataset.task) return;
    ({ task } = element.dataset);
    if (!location.pathname.startsWith("/networks/")) return;
    // Whoever is typing goes on with it.
    if (document.activeElement?.matches("input, textarea, select")) stay();
    else location.reload();
  }

  // An answer that is being typed outlives whatever else the line has to say, and a page of another form.
  function draft() {
    const field = element.querySelector("#room-answer");
    const [question, typed] = JSON.parse(sessionStorage.getItem(ANSWER) ?? "[]");
    if (field && question === field.dataset.question && field !== document.activeElement) field.value = typed;
  }

  let looksAt = "";
  function tell() {
    const { pair } = element.dataset;
    // An address that names no layer shows one all the same.
    const shown = document.querySelector(".layer:has(> [aria-current])");
    const layer = location.pathname === pair ? shown?.dataset.layer ?? "" : "";
    if (!pair || layer === looksAt) return;
    looksAt = layer;
    send("look", { layer });
  }

  function send(what, fields) {
    return quietly(`${address}/${what}`, {
      method: "POST",
      redirect: "manual",
      headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
      body: new URLSearchParams(fields),
    }).catch(() => {});
  }

  async function look() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    looked = performance.now();
    const main = document.querySelector("[data-room]");
    const query = new URLSearchParams(main?.dataset.room === "board" ? location.search : "");
    // Of a large class only those seats are sent that are others than the page names.
    if (main) query.set(main.dataset.room, Array.from(main.querySelectorAll("[data-shows]"), (it) => it.dataset.shows).join(" "));
    query.set("at", here());
    await ask("GET", `${address}/now?${query}`, element).catch(() => setTimeout(look, AGAIN_MS));
    asking = false;
    if (again) {
      again = false;
      look();
    }
  }

  // What is folded away on a phone; only this page's own choice counts, whatever the line has to say.
  function unfold() {
    const isUnfolded = sessionStorage.getItem(UNFOLDED) === "true";
    element.toggleAttribute("data-unfolded", isUnfolded);
    element.querySelector(".room-more").setAttribute("aria-expanded", isUnfolded);
  }

  function follow() {
    begin();
    draft();
    unfold();
    const { spotlight } = element.dataset;
    const seen = sessionStorage.getItem(SEEN) ?? "";
    if (spotlight === seen) return;
    sessionStorage.setItem(SEEN, spotlight);
    if (/^\/\w/.test(spotlight) && spotlight !== here()) {
      if (!IN_ROOM.test(location.pathname)) sessionStorage.setItem(BEFORE, here());
      location.assign(spotlight);
    } else if (!spotlight && IN_ROOM.test(location.pathname) && here().startsWith(seen.split("?")[0])) {
      // What was shown is no longer to be seen: back to where they were.
      location.assign(sessionStorage.getItem(BEFORE) ?? address);
    }
  }

  function lead() {
    const led = sessionStorage.getItem(LED);
    if (!led || element.dataset.lit === undefined || led === here() || !SHOWABLE.test(here())) return;
    sessionStorage.setItem(LED, here());
    send("spotlight", { address: here() });
  }

  // A browser comes back by itself after a connection that broke, but not after one that was refused, as
  // by a proxy whose server is gone for a moment.
  function listen() {
    source = new EventSource(`${address}/events?after=${last}`);
    source.addEventListener("open", () => { delete element.dataset.away; });
    source.addEventListener("changed", (event) => {
      heard = performance.now();
      last = event.lastEventId || last;
      look().then(renew);
    });
    source.addEventListener("beat", () => { heard = performance.now(); });
    source.addEventListener("closed", () => { source.close(); location.assign("/rooms?ended"); });
    source.addEventListener("error", () => {
      element.dataset.away = "";
      if (source.readyState === EventSource.CLOSED && !signal.aborted) setTimeout(listen, AGAIN_MS);
    });
  }

  listen();
  // Who has gone, and for how long nothing was built, is no change that anybody tells.
  const isBoard = document.querySelector('[data-room="board"]') !== null;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - heard > SILENT_MS || (isBoard && now - looked > BOARD_MS)) look();
  }, SILENT_MS / 2);
  element.addEventListener("click", ({ target }) => {
    if (!target.closest(".room-more")) return;
    sessionStorage.setItem(UNFOLDED, element.dataset.unfolded === undefined);
    unfold();
  }, { signal });
  // What moved in the page has changed its address, of which its forms speak.
  element.addEventListener("input", ({ target }) => {
    if (target.id === "room-answer") sessionStorage.setItem(ANSWER, JSON.stringify([target.dataset.question, target.value]));
  }, { signal });
  element.addEventListener("submit", ({ target }) => {
    const fields = target.elements;
    if (fields.answer) sessionStorage.removeItem(ANSWER);
    if (fields.back) fields.back.value = here();
  }, { signal, capture: true });
  // Whoever shows all this page takes them along; a student's card, or nothing, is where that ends.
  document.addEventListener("submit", ({ target }) => {
    if (!target.action.endsWith("/spotlight")) return;
    const { address: shown } = target.elements;
    if (element.contains(target) && shown?.value) {
      shown.value = here();
      sessionStorage.setItem(LED, here());
    } else {
      sessionStorage.removeItem(LED);
    }
  }, { signal, capture: true });
  const leading = setInterval(() => { lead(); tell(); }, LEAD_MS);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    clearInterval(leading);
    source.close();
  });
  follow();
  return follow;
}
