// A form of many buttons that is searched by typing: what does not answer is hidden, Enter takes the
// best, the arrows go through the others. Wants an input[type=search] with data-count-one, -many and
// -none, [data-role=found], and .kind buttons with .kind-name and .kind-note.

import { sentence } from "../lib/numbers.js";
import { rank } from "../lib/find.js";

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export default function palette(form, signal) {
  const search = form.querySelector("[type=search]");
  const found = form.querySelector('[data-role="found"]');
  const all = [...form.querySelectorAll(".kind")];
  let shown = all;

  function filter() {
    const ranks = new Map(all.map((kind) => [kind, rank(search.value, kind.querySelector(".kind-name").textContent,
      `${kind.querySelector(".kind-note").textContent} ${kind.dataset.kind} ${kind.closest("fieldset").querySelector("legend").textContent}`)]));
    shown = all.filter((kind) => ranks.get(kind) > 0);
    for (const kind of all) kind.hidden = !shown.includes(kind);
    for (const group of form.querySelectorAll(".kind-group")) group.hidden = !group.querySelector(".kind:not([hidden])");
    const typed = search.value.trim() !== "";
    const best = typed ? shown.reduce((one, other) => (one && ranks.get(one) >= ranks.get(other) ? one : other), null) : null;
    for (const kind of all) kind.toggleAttribute("data-best", kind === best);
    const { countOne, countMany, none } = search.dataset;
    const words = { 0: none, 1: countOne }[shown.length] ?? countMany;
    found.textContent = typed ? sentence(words, { count: shown.length, name: best?.querySelector(".kind-name").textContent }) : "";
  }

  function step(event) {
    const { key, target, isComposing, ctrlKey, altKey, metaKey } = event;
    if (isComposing || ctrlKey || altKey || metaKey) return;
    const best = form.querySelector("[data-best]");
    if (target === search && key === "Enter") {
      event.preventDefault();
      best?.click();
    } else if (target === search && key === "ArrowDown") {
      event.preventDefault();
      (best ?? shown[0])?.focus();
    } else if (target !== search && key in STEPS) {
      event.preventDefault();
      (shown[shown.indexOf(target) + STEPS[key]] ?? (STEPS[key] < 0 ? search : target)).focus();
    } else if (target !== search && key.length === 1 && key !== " ") {
      // The letter itself arrives in the field that has the focus now.
      search.focus();
    }
  }

  search.addEventListener("input", filter, { signal });
  form.addEventListener("keydown", step, { signal });
  form.closest("dialog").addEventListener("close", () => {
    search.value = "";
    filter();
  }, { signal });
  filter();
}
