// Focus never falls to the page as a whole while someone works with the keyboard. It stays where it
// was when a swap replaces what had it: on the element with the same id, else on the first control of
// the nearest part of the page that is still there (Run becomes Cancel, say), else on the chosen layer.

const CONTROLS = "button:not(:disabled), a[href], input:not([type=hidden]), select, textarea";
let remembered = null;
let byKeyboard = false;
let hadFocus = false;
let wantsChosen = false;

/** After the next swap, or at once, the chosen layer has the focus: in the list, or its first field. */
export function focusChosen({ now = false } = {}) {
  if (now) settle([]);
  else wantsChosen = true;
}

function isLost() {
  const active = document.activeElement;
  return !active || active === document.body || active.disabled || !active.checkVisibility();
}

function settle(places) {
  const layer = document.getElementById("stage")?.dataset.layer;
  const heirs = [...places, document.getElementById(`layer-${layer}`)?.querySelector("a"),
    ...[".pair-link[aria-current]", `#inspector .fields :is(${CONTROLS})`, `main :is(${CONTROLS})`]
      .map((where) => document.querySelector(where))];
  heirs.find((heir) => heir && heir.checkVisibility())?.focus({ preventScroll: true });
}

// As autofocus would, which tells the console when the reader was quicker.
if (isLost()) document.querySelector("[data-focused]")?.focus();

function remember() {
  if (isLost()) return;
  const focused = document.activeElement;
  remembered = { id: focused.id, home: focused.parentElement?.closest("[id]:not(main)")?.id };
}

function restore() {
  const { id, home } = remembered ?? {};
  remembered = null;
  settle([document.getElementById(id), document.getElementById(home)?.querySelector(CONTROLS)]);
}

document.addEventListener("htmx:beforeSwap", remember);

document.addEventListener("fovea:swapped", () => {
  if (document.querySelector("dialog:modal")) return;
  if (wantsChosen) settle([]);
  else if (isLost() && (remembered || byKeyboard)) restore();
  wantsChosen = false;
  remembered = null;
});

// What a key has taken away without an answer of the server: a message, a bar.
document.addEventListener("keydown", () => {
  byKeyboard = true;
  hadFocus = !isLost();
  if (hadFocus) remember();
}, { capture: true });
document.addEventListener("keyup", () => {
  setTimeout(() => {
    if (hadFocus && isLost() && !document.querySelector("dialog:modal")) restore();
  });
}, { capture: true });
document.addEventListener("pointerdown", () => (byKeyboard = false), { capture: true });
