// htmx with our token on every request, and morphing swaps ("morph") that leave alone what islands made.

import { ask, stay } from "./page/ask.js";

const { htmx, Idiomorph } = window;

if (document.documentElement.dataset.asked !== location.pathname + location.search) location.reload();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector('meta[name="csrf"]')?.content;
  if (token) detail.headers["X-CSRF-Token"] = token;
  // Another page may have changed the network since: an answer brings what differs from this one.
  const shows = document.querySelector("[data-shows]")?.dataset.shows;
  if (shows) detail.headers["Fovea-Shows"] = shows;
});

// An answer about the network of before a change is for another page: it is dropped, and asked for
// again. One for a layer that the reader has left since is only dropped: the other one is on its way. Who
// has chosen a layer since an edit stays there, and what was unfolded while a run was on its way, unfolded.
let changes = 0;
let choices = 0;
let wish = null;
const asked = new WeakMap();
const isRoom = (path) => /^\/rooms\/\w+\/now\?/.test(path);
const isLayer = ({ verb, path }) => verb === "get" && /^\/networks\/\w+\?layer=/.test(path);

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr, requestConfig } }) => {
  if (requestConfig.verb !== "get") changes++;
  if (isLayer(requestConfig) && elt !== document.body) wish = xhr;
  asked.set(xhr, { changes, choices, wish });
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  const { headers, path, verb } = requestConfig;
  // The line of the class is about no network.
  if (isRoom(path)) return;
  const then = asked.get(xhr);
  // Another layer was chosen since, and is on its way: nobody waits for this one any more.
  if (isLayer(requestConfig) && then?.wish !== wish) {
    event.preventDefault();
    return;
  }
  const isRun = path.endsWith("/run");
  if (verb !== "get") {
    changes++;
    if (!isRun && then?.choices !== choices) stay();
  }
  const overtaken = verb === "get" && then?.changes !== changes;
  const elsewhere = isRun && lookOf(headers["HX-Current-URL"]) !== lookOf(window.location.href);
  if (!overtaken && !elsewhere) {
    if (isLayer(requestConfig)) choices++;
    return;
  }
  event.preventDefault();
  // What the page asked as a whole has no place of its own, where its answer would be swapped in.
  if (isRun) ask("GET", path);
  else if (elt === document.body) stay(path);
  else htmx.ajax("GET", path, { source: elt });
});

function lookOf(address) {
  const { searchParams } = new URL(address);
  return `${searchParams.get("layer")} ${searchParams.get("fold")}`;
}

// What undo brings back is to be seen in the very field that has the focus, too.
let overwrites = false;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  overwrites = /\/(undo|redo|versions\/\d+)$/.test(detail.requestConfig.path);
});

// A browser compares trees far quicker than we could; what a reader types stands in no tree.
const isSame = (node, content) => node.isEqualNode(content)
  && !node.querySelector?.("input, select, textarea") && !node.matches?.("input, select, textarea");

const callbacks = {
  // A typeset formula need not be typeset again.
  beforeNodeMorphed: (node, content) => !isSame(node, content) && !(node.dataset?.island === "formula"
    && node.dataset.tex === content.dataset?.tex && node.querySelector("[data-made]"))
    // Choices for the next time stay as they were made, as long as they are choices of the same.
    && !(node.dataset?.keeps && node.dataset.keeps === content.dataset?.keeps),

  beforeNodeRemoved: (node) => !(node.dataset && "made" in node.dataset),

  beforeAttributeUpdated(name, node, change) {
    // Set by islands through the CSSOM; the server never writes it.
    if (name === "style") return false;
    // What the reader opened stays open.
    if (name === "open") return false;
    // Taking its size from a canvas would wipe it.
    return !(node.tagName === "CANVAS" && change === "remove");
  },

  // Islands compare this counter to learn that something in them was swapped.
  afterNodeMorphed(node) {
    let island = node.closest?.("[data-island]");
    while (island) {
      island.foveaSwaps = (island.foveaSwaps ?? 0) + 1;
      island = island.parentElement.closest("[data-island]");
    }
  },
};

// The published extension reads options with Function(), which our security policy forbids.
htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph",
  handleSwap(style, target, fragment) {
    if (style !== "morph") return false;
    const content = fragment.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? fragment.children : [fragment];
    return Idiomorph.morph(target, content, {
      morphStyle: "outerHTML",
      // Nobody's typing is overwritten. A focused button has no value to lose, only words to renew.
      ignoreActiveValue: !overwrites && document.activeElement?.matches("input, textarea, select"),
      callbacks,
    });
  },
});
