// Focus stays where it was when a swap replaces what had it: on the element with the same id, else on
// the first control of the nearest part of the page that is still there (Run becomes Cancel, say).

const CONTROLS = "button:not(:disabled), a[href], input:not([type=hidden]), select, textarea";
let remembered = null;

document.addEventListener("htmx:beforeSwap", () => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return;
  remembered = { id: focused.id, home: focused.parentElement?.closest("[id]:not(main)")?.id };
});

document.addEventListener("fovea:swapped", () => {
  if (!remembered) return;
  const { id, home } = remembered;
  remembered = null;
  if (document.activeElement !== document.body) return;
  const same = id && document.getElementById(id);
  const heir = same || (home && document.getElementById(home)?.querySelector(CONTROLS));
  heir?.focus({ preventScroll: true });
});
