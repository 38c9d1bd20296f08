// Dialogs are native: data-opens="id" opens one, data-closes closes it, and so does a click beside
// it. What carries data-closes-after closes its dialog when its request succeeded.

document.addEventListener("click", ({ target, clientX, clientY }) => {
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  if (target.tagName === "DIALOG" && isBeside(target, clientX, clientY)) target.close();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.closest("[data-closes-after]")) {
    detail.elt.closest("dialog")?.close();
  }
});

// Clicks on the backdrop arrive at the dialog itself; so do those on its own padding.
function isBeside(dialog, x, y) {
  const { left, top, right, bottom } = dialog.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}
