// A list of links that is one stop for the Tab key: Up, Down, Home and End move inside it, and j and k
// open the next and the previous link from anywhere on the page.

export default function rove(list, signal) {
  const links = () => [...list.querySelectorAll("a[href]")];

  // The chosen link, else the first, is the one that Tab reaches.
  function settle() {
    const all = links();
    const stop = list.contains(document.activeElement)
      ? document.activeElement : all.find((link) => link.ariaCurrent) ?? all[0];
    for (const link of all) link.tabIndex = link === stop ? 0 : -1;
  }

  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links();
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  }, { signal });
  list.addEventListener("focusin", settle, { signal });

  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, select, textarea, dialog")) return;
    const all = links();
    const next = all[all.findIndex((link) => link.ariaCurrent) + step];
    next?.click();
    next?.scrollIntoView({ block: "nearest" });
  }, { signal });

  document.addEventListener("fovea:chosen", settle, { signal });
  settle();
  return settle;
}
