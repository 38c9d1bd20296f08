// Dialogs are native: data-opens="id" opens one, data-closes closes it, and so does a click beside
// it. What carries data-closes-after closes its dialog when its request succeeded.

document.addEventListener("click", ({ target, clientX, clientY }) => {
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  const opener = target.closest("[data-opens]");
  if (opener) open(document.getElementById(opener.dataset.opens));
  if (target.tagName === "DIALOG" && isBeside(target, clientX, clientY)) target.close();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.closest("[data-closes-after]")) {
    detail.elt.closest("dialog")?.close();
  }
});

// Focus goes to the first choice rather than to the button that closes.
function open(dialog) {
  dialog?.showModal();
  dialog?.querySelector(".dialog-body :is(button, input:not([type=hidden]), select, textarea, a[href])")?.focus();
}

// Clicks on the backdrop arrive at the dialog itself; so do those on its own padding.
function isBeside(dialog, x, y) {
  const { left, top, right, bottom } = dialog.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}
