// The chosen layer is marked in the list, in the overview and in a comparison by the page itself: answers to a choice
// bring only inspector and stage, however many layers there are. #spoken says which one it is now, for
// those who do not see it: its name, what it does, its shape.

import { focusChosen } from "./focus.js";

let said = document.getElementById("stage")?.dataset.layer;

function markChosen() {
  const layer = document.getElementById("stage")?.dataset.layer;
  if (layer === undefined) return;
  let changed = false;
  for (const link of document.querySelectorAll(".layer > a, .column > .column-link, .pair-link")) {
    const { layer: own, layers } = link.closest("[data-layer]").dataset;
    const chosen = own === layer || Boolean(layers?.split(" ").includes(layer));
    if (chosen === link.hasAttribute("aria-current")) continue;
    changed = true;
    if (chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (changed) document.dispatchEvent(new Event("fovea:chosen"));
  if (layer !== said) say(layer);
}

function say(layer) {
  said = layer;
  const link = document.querySelector(":is(.layer > a, .pair-link)[aria-current]");
  const parts = link?.closest(".pair")?.cells ?? link?.children ?? [];
  document.getElementById("spoken").textContent = [...parts]
    .map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).join(", ");
  // Who goes through the list with the keyboard goes on from there.
  if (document.activeElement?.matches(".layer-link, .pair-link")) focusChosen({ now: true });
}

// Hundreds of links lead to layers. One listener serves them all; with an attribute on each, htmx would
// look at every one whenever the page or an answer comes.
function choose(event) {
  const link = event.target.closest?.(".layer-link, .column-link");
  const { defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (!link || defaultPrevented || button > 0 || altKey || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, event });
}

// j and k choose the next and the previous layer from anywhere.
function step(event) {
  const by = { j: 1, k: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, select, textarea, dialog")) return;
  const links = [...document.querySelectorAll(".layer > a, .pair-link")];
  const next = links[links.findIndex((link) => link.ariaCurrent) + by];
  next?.click();
  next?.scrollIntoView({ block: "nearest" });
}

// What is folded stays so when another layer is chosen: the address goes on saying it.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const fold = new URL(location.href).searchParams.get("fold");
  if (fold && detail.verb === "get" && /\?layer=/.test(detail.path)) detail.parameters.fold = fold;
});

document.addEventListener("click", choose);
document.addEventListener("keydown", step);
document.addEventListener("fovea:swapped", markChosen);
markChosen();
