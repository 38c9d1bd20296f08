// Asks the server for answers that swap themselves in. They come from the page as a whole: an element
// might be gone by the time its answer arrives, and htmx would find nowhere to put it.

/** The address of what is shown. */
export const here = () => window.location.pathname + window.location.search;

/** Shows what was shown before once a swap is through: an edit's answer shows the layer that was edited. */
export function stay(address = here()) {
  setTimeout(() => {
    window.history.replaceState(window.history.state, "", address);
    ask("GET", address);
  });
}

/**
 * Sends a request of that verb; resolves when its answer was swapped in. Of those that the same source sends
 * while one is on its way, htmx sends the last alone: what asks by itself is a source of its own.
 */
export const ask = (verb, path, source = document.body) => window.htmx.ajax(verb, path, { source, swap: "none" });
