// Several layers of the list at once: Control or Shift with a click or the arrows, or a tap each after
// "Choose several". They are copied as a document, pasted, duplicated, deleted, moved and dragged.
// Wants data-address and buttons with data-does; the list itself is #layers.

import { ask } from "../page/ask.js";
import { sentence } from "../lib/numbers.js";
import { behind } from "../lib/reorder.js";
import { focusChosen } from "../page/focus.js";
import { quietly } from "../page/refusals.js";

const TYPED_IN = "input, textarea, select, [contenteditable], dialog";

export default function selection(bar, signal) {
  const { address } = bar.dataset;
  let chosen = new Set();
  let anchor = null;
  let several = false;
  let drag = null;

  const list = () => document.getElementById("layers");
  const rows = () => [...list().querySelectorAll(".layer:not([data-layer=input])")];
  const ids = () => rows().map(({ dataset }) => dataset.layer);
  const current = () => document.getElementById("stage").dataset.layer;
  // What the reader has chosen together, or else the layer that is on the stage.
  const meant = () => (chosen.size > 0 ? ids().filter((id) => chosen.has(id)) : [current()])
    .filter((id) => id !== "input");

  function show() {
    const there = new Set(ids());
    chosen = new Set([...chosen].filter((id) => there.has(id)));
    for (const row of rows()) {
      row.toggleAttribute("data-picked", chosen.has(row.dataset.layer));
      // Said with the link's name, since a link cannot be selected.
      const link = row.querySelector("a");
      if (chosen.has(row.dataset.layer)) link.setAttribute("aria-description", bar.getAttribute("aria-label"));
      else link.removeAttribute("aria-description");
    }
    const hadFocus = bar.contains(document.activeElement);
    bar.hidden = chosen.size === 0;
    if (hadFocus && bar.hidden) focusChosen({ now: true });
    bar.querySelector(".selection-count").textContent = sentence(bar.dataset.count, { count: chosen.size });
  }

  function toggle(id) {
    if (!chosen.delete(id)) chosen.add(id);
    anchor = id;
    show();
  }

  function reach(id) {
    const all = ids();
    const from = all.indexOf(anchor ?? current());
    const to = all.indexOf(id);
    if (to < 0) return;
    chosen = new Set(all.slice(Math.min(Math.max(from, 0), to), Math.max(from, to) + 1));
    show();
  }

  function clear() {
    chosen = new Set();
    anchor = null;
    show();
  }

  const send = (what, values) => window.htmx.ajax("POST", `${address}/${what}`,
    { source: document.body, swap: "none", values });

  async function copy() {
    const query = new URLSearchParams(meant().map((id) => ["ids", id]));
    const answer = await quietly(`${address}?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    // For a browser that lets no page read the clipboard, and for one that has none.
    localStorage.setItem("fovea.copied", text);
    await navigator.clipboard?.writeText(text).catch(() => {});
    bar.querySelector(".selection-count").textContent = bar.dataset.copied;
  }

  function paste(text) {
    if (!/^\s*\{/.test(text ?? "")) {
      bar.hidden = false;
      bar.querySelector(".selection-count").textContent = bar.dataset.nothing;
      return;
    }
    clear();
    send("paste", { document: text, after: current() });
  }

  async function pasteByButton() {
    const kept = localStorage.getItem("fovea.copied");
    const text = await navigator.clipboard?.readText().catch(() => kept) ?? kept;
    paste(/"layers"/.test(text) ? text : kept);
  }

  function move(by) {
    const moved = meant();
    const after = behind(ids(), moved, by);
    if (after !== null) send("move", { ids: moved, after });
  }

  const deeds = {
    up: () => move(-1),
    down: () => move(1),
    copy,
    duplicate: () => send("duplicate", { ids: meant() }),
    remove: () => {
      send("remove", { ids: meant() });
      clear();
    },
    none: () => {
      several = false;
      document.getElementById("choose-several").ariaPressed = "false";
      clear();
    },
  };

  bar.addEventListener("click", ({ target }) => deeds[target.closest("[data-does]")?.dataset.does]?.(), { signal });

  document.getElementById("choose-several").addEventListener("click", ({ currentTarget }) => {
    several = !several;
    currentTarget.ariaPressed = String(several);
    if (!several) clear();
  }, { signal });
  document.getElementById("paste-layers").addEventListener("click", pasteByButton, { signal });

  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("#layers .layer");
    const id = row?.dataset.layer;
    if (!row || id === "input") return;
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || several)) {
      if (chosen.size > 0) clear();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      reach(id);
    } else {
      if (chosen.size === 0 && !several && current() !== "input") chosen.add(current());
      toggle(id);
    }
  }, { signal, capture: true });

  // Before the shortcuts, which know one layer only.
  document.addEventListener("keydown", (event) => {
    const { key, shiftKey, altKey, target } = event;
    if (document.querySelector("dialog:modal") || target.closest?.(TYPED_IN)) return;
    const inList = target.closest?.("#layers .layer");
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    let done = true;
    if (inList && shiftKey && step) {
      anchor ??= inList.dataset.layer;
      const next = ids()[ids().indexOf(inList.dataset.layer) + step];
      if (next) {
        document.getElementById(`layer-${next}`).querySelector("a").focus();
        reach(next);
      }
    } else if (chosen.size > 0 && key === "Escape") {
      clear();
    } else if (chosen.size > 0 && key === "Delete") {
      deeds.remove();
    } else if (chosen.size > 0 && altKey && step) {
      move(step);
    } else if (chosen.size > 0 && altKey && key === "d") {
      deeds.duplicate();
    } else {
      done = false;
    }
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { signal, capture: true });

  const elsewhere = (target) => target.closest?.(TYPED_IN) || document.querySelector("dialog:modal")
    || !document.getSelection().isCollapsed;
  document.addEventListener("copy", (event) => {
    if (elsewhere(event.target)) return;
    event.preventDefault();
    copy();
  }, { signal });
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    if (elsewhere(event.target)) return;
    event.preventDefault();
    paste(/"layers"/.test(text) ? text : localStorage.getItem("fovea.copied"));
  }, { signal });

  // Dragging: by mouse from anywhere on a row, by finger after it has rested there for a moment.
  function rowAt(y) {
    return rows().findLast((row) => row.getBoundingClientRect().top + row.offsetHeight / 2 < y);
  }

  function begin(row) {
    drag.moving = true;
    drag.ids = chosen.has(row.dataset.layer) ? meant() : [row.dataset.layer];
    list().dataset.dragging = "";
    for (const other of rows()) other.toggleAttribute("data-dragged", drag.ids.includes(other.dataset.layer));
  }

  function mark(y) {
    const over = rowAt(y);
    drag.after = over?.dataset.layer ?? "input";
    for (const row of list().children) row.toggleAttribute("data-drop", row.dataset.layer === drag.after);
  }

  function end(drops) {
    if (!drag) return;
    clearTimeout(drag.timer);
    const { moving, ids: moved, after } = drag;
    drag = null;
    delete list().dataset.dragging;
    for (const row of list().children) {
      row.removeAttribute("data-drop");
      row.removeAttribute("data-dragged");
    }
    if (moving && drops && after && !moved.includes(after)) send("move", { ids: moved, after });
  }

  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest?.("#layers .layer:not([data-layer=input])");
    if (!row || event.button !== 0) return;
    drag = { x: event.clientX, y: event.clientY, moving: false };
    if (event.pointerType !== "mouse") drag.timer = setTimeout(() => begin(row), 400);
    drag.row = row;
    drag.byMouse = event.pointerType === "mouse";
  }, { signal });
  document.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
    if (!drag) return;
    if (!drag.moving && Math.hypot(clientX - drag.x, clientY - drag.y) > 6) {
      if (drag.byMouse && buttons === 1) begin(drag.row);
      else if (!drag.byMouse) end(false);
    }
    if (drag?.moving) mark(clientY);
  }, { signal });
  document.addEventListener("pointerup", () => {
    if (drag?.moving) {
      // The click that ends a drag chooses nothing.
      const swallow = new AbortController();
      document.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
      }, { capture: true, signal: swallow.signal });
      setTimeout(() => swallow.abort());
    }
    end(true);
  }, { signal });
  document.addEventListener("pointercancel", () => end(false), { signal });
  document.addEventListener("touchmove", (event) => {
    if (drag?.moving) event.preventDefault();
  }, { signal, passive: false });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.("#layers")) event.preventDefault();
  }, { signal });

  document.addEventListener("fovea:swapped", show, { signal });
  show();
  return show;
}
