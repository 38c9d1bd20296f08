// Behaviours of parts of the page. An element says data-island="name"; the island's function is
// called once with the element and a signal that is aborted when the element leaves the page.
// It may return a function, called when a swap changed the element or its data; without one the
// island is mounted anew. After every look at the page, document hears "fovea:swapped".

const mounted = new Map();

/** Mounts islands now and whenever the page changes; `islands` maps names to functions. */
export function start(islands) {
  let waiting = false;
  // One answer may swap hundreds of rows, each with events of its own: one look after them all.
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      reconcile(islands);
      document.dispatchEvent(new Event("fovea:swapped"));
    });
  };
  reconcile(islands);
  // Elements that come and go for any reason, and swaps, which may have changed attributes only.
  new MutationObserver((changes) => {
    if (changes.some(bringsOrTakesElements)) soon();
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("htmx:load", soon);
  document.addEventListener("htmx:afterSettle", soon);
}

// Islands make nodes all the time; only the server's can be islands.
function bringsOrTakesElements({ addedNodes, removedNodes }) {
  return [...addedNodes, ...removedNodes].some(
    (node) => node.nodeType === Node.ELEMENT_NODE && !("made" in node.dataset));
}

function reconcile(islands) {
  for (const [element, island] of mounted) {
    if (!element.isConnected || element.dataset.island !== island.name) unmount(element, island);
  }
  for (const element of document.querySelectorAll("[data-island]")) {
    const island = mounted.get(element);
    if (!island) mount(element, islands);
    else if (signature(element) !== island.signature) update(element, island, islands);
  }
}

function mount(element, islands) {
  const name = element.dataset.island;
  const behaviour = islands[name];
  if (!behaviour) throw new Error(`no island is called ${name}`);
  const controller = new AbortController();
  const island = { name, controller, signature: signature(element) };
  mounted.set(element, island);
  island.update = behaviour(element, controller.signal);
}

function unmount(element, { controller }) {
  controller.abort();
  mounted.delete(element);
}

function update(element, island, islands) {
  island.signature = signature(element);
  if (island.update) {
    island.update();
  } else {
    unmount(element, island);
    mount(element, islands);
  }
}

// A swap gives every element the server's generation of it (see htmx-setup.js); data may change too.
function signature(element) {
  return `${element.foveaSwaps ?? 0} ${JSON.stringify(element.dataset)}`;
}
