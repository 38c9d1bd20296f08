// Dialogs are native: data-opens="id" opens one, data-closes closes it, and so does a click beside
// it. What carries data-closes-after closes its dialog when its request succeeded; with the value
// "layer" the layer that came of it gets the focus.

import { focusChosen } from "./focus.js";
import { refusal } from "./refusals.js";

document.addEventListener("click", ({ target, clientX, clientY, ctrlKey, metaKey }) => {
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  const opener = target.closest("[data-opens]");
  // What opens a dialog may be a link as well, to be opened in a tab of its own.
  if (opener && !ctrlKey && !metaKey) {
    // Where the focus returns to when a key has opened it.
    if (document.activeElement === document.body) opener.focus();
    if (document.activeElement === document.body) focusChosen({ now: true });
    open(document.getElementById(opener.dataset.opens));
  }
  if (target.tagName === "DIALOG" && isBeside(target, clientX, clientY)) target.close();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // A refusal counts as successful for htmx, not for the visitor.
  const closing = detail.elt.closest("[data-closes-after]");
  if (!closing || !detail.successful || refusal(detail.xhr)) return;
  closing.closest("dialog")?.close();
  if (closing.dataset.closesAfter === "layer") focusChosen();
});

// Choices that came after the dialog had opened get the focus too, unless it has moved on; so do
// those that took the place of what had it. Not before htmx has wired them up: who is quick with the
// Enter key would leave the page by a link that was to stay on it.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const dialog = target.closest("dialog[open]");
  const active = document.activeElement;
  if (active === document.body || dialog?.querySelector(".dialog-head")?.contains(active)) {
    chooseFirst(dialog);
  }
});

function open(dialog) {
  dialog?.showModal();
  chooseFirst(dialog);
}

// Focus goes to the first choice rather than to the button that closes; by finger not into a search, which
// would raise a keyboard in front of the choices.
function chooseFirst(dialog) {
  const search = matchMedia("(pointer: coarse)").matches ? "search" : "none";
  dialog?.querySelector(`.dialog-body :is(button, input:not([type=hidden], [type=${search}]), select, textarea, a[href])`)?.focus();
}

// Clicks on the backdrop arrive at the dialog itself; so do those on its own padding.
function isBeside(dialog, x, y) {
  const { left, top, right, bottom } = dialog.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}
