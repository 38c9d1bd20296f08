// A step of the course: links of the text move the piece beside it, words point at its parts, and what is
// moved in it changes the text's numbers. The arrow keys turn the steps.
// Wants data-step, the address of the step; links with data-moves and data-turns; buttons with data-points.

import { latest } from "../page/latest.js";
import { partsOf } from "../lib/parts.js";

const REST_MS = 350;

export default function lesson(element, signal) {
  const { show } = latest(signal);
  let pointed = null;
  let timer = 0;
  let turning = false;

  const isHere = (path) => path === element.dataset.step
    || path.startsWith(`${element.dataset.step}/`) || path.startsWith(`${element.dataset.step}~`);

  function turn(link) {
    if (turning) return;
    turning = true;
    window.htmx.ajax("GET", link.getAttribute("href"), {
      source: document.getElementById("main"), target: "#lesson", select: "#lesson", swap: "outerHTML",
    }).then(() => {
      window.scrollTo(0, 0);
      document.querySelector(".lesson-title")?.focus({ preventScroll: true });
    }).catch(() => {}).finally(() => { turning = false; });
  }

  function point(button) {
    pointed = pointed === button ? null : button;
    mark(button.dataset.points, pointed !== null);
    element.querySelector("[data-pointed]")?.scrollIntoView({ block: "nearest" });
  }

  function mark(name, on) {
    for (const part of element.querySelectorAll("[data-pointed]")) part.removeAttribute("data-pointed");
    for (const button of element.querySelectorAll(".points")) {
      button.setAttribute("aria-pressed", on && button === pointed);
    }
    if (!on) return;
    const parts = partsOf(name).flatMap((selector) => [...element.querySelectorAll(selector)])
      .filter((part) => part.getClientRects().length > 0);
    for (const part of parts) {
      part.dataset.pointed = "";
      const folded = part.closest("details");
      if (folded) folded.open = true;
    }
  }

  // A term says what it means below its own sentence: the glossary would be another page.
  function explain(term) {
    const shown = element.querySelector(".term-said");
    shown?.remove();
    if (shown?.dataset.of === term.hash) return;
    const said = document.createElement("p");
    const link = document.createElement("a");
    Object.assign(said, { className: "term-said", role: "status", textContent: `${term.title} ` });
    Object.assign(said.dataset, { made: "", of: term.hash });
    link.href = term.href;
    link.textContent = element.dataset.glossary;
    said.append(link);
    term.closest("p, li").after(said);
  }

  element.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
    const button = target.closest(".points");
    if (button) return point(button);
    const term = target.closest("#lesson-text .term[title]");
    if (term && !ctrlKey && !metaKey && !shiftKey) {
      event.preventDefault();
      return explain(term);
    }
    const link = target.closest("a[href]");
    if (!link || defaultPrevented || ctrlKey || metaKey || shiftKey) return;
    if (link.matches('.column-link, [download], [target], [href^="#"]') || link.closest(".scene-tools")) return;
    const piece = link.pathname.includes("/layers/") ? "unit" : element.dataset.own;
    if (isHere(link.pathname) && piece === element.dataset.piece) {
      event.preventDefault();
      show(link.pathname + (link.search || pin()));
    } else if (isHere(link.pathname)) {
      event.preventDefault();
      turn(link);
    } else if (link.dataset.turns !== undefined && /^\/learn\/\w+\/\w+$/.test(link.pathname)) {
      event.preventDefault();
      turn(link);
    }
  }, { signal });

  // A unit that was pinned stays beside the next one.
  function pin() {
    const pinned = new URLSearchParams(location.search).get("pin");
    return pinned && location.pathname.includes("/units/") ? `?${new URLSearchParams({ pin: pinned })}` : "";
  }

  // Going over a word points as well, for as long as it lasts; it never scrolls the word away.
  for (const [type, on] of [["pointerover", true], ["pointerout", false]]) {
    element.addEventListener(type, ({ target, pointerType }) => {
      const button = target.closest(".points");
      if (button && pointerType === "mouse" && !pointed) mark(button.dataset.points, on);
    }, { signal });
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, canvas, dialog, [tabindex='0'], .step-marks")) return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = rel && element.querySelector(`[rel="${rel}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }, { signal });

  // The stage changes the unit by itself; only a text that speaks of its number has to follow.
  document.addEventListener("fovea:unit", () => {
    if (!element.querySelector('#lesson-text [data-figure*="value("]')) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(location.pathname + location.search), REST_MS);
  }, { signal });

  element.addEventListener("submit", ({ target }) => {
    const at = target.querySelector('.lesson-open [name="at"], [name="at"]');
    if (at) at.value = look();
  }, { signal });

  // What the address says beyond the step's own, such as the unit that was walked to.
  function look() {
    const path = location.pathname.slice(element.dataset.step.length).replace(/^~[^/]*/, "");
    return path + location.search;
  }

  signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    if (pointed?.isConnected) mark(pointed.dataset.points, true);
    else pointed = null;
  };
}
