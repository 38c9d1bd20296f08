// A list of links, or of boxes to tick, that is one stop for the Tab key, however long it is: arrows, Home and End move
// inside it.

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export default function rove(list, signal) {
  const links = () => [...list.querySelectorAll("a[href], input[type=checkbox]")];

  // The focused link, else the chosen one, else the first, is the one that Tab reaches.
  function settle() {
    const all = links();
    const stop = all.find((link) => link === document.activeElement)
      ?? all.find((link) => link.ariaCurrent) ?? all[0];
    for (const link of all) link.tabIndex = link === stop ? 0 : -1;
  }

  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links();
    const at = all.indexOf(event.target);
    const to = { Home: 0, End: all.length - 1 }[event.key] ?? at + STEPS[event.key];
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    all[to]?.focus();
  }, { signal });
  list.addEventListener("focusin", settle, { signal });
  document.addEventListener("fovea:chosen", settle, { signal });
  settle();
  return settle;
}
