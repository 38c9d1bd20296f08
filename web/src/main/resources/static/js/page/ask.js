// Asks the server for answers that swap themselves in. They come from the page as a whole: an element
// might be gone by the time its answer arrives, and htmx would find nowhere to put it.

/** Sends a request of that verb; resolves when its answer was swapped in. */
export const ask = (verb, path) => window.htmx.ajax(verb, path, { source: document.body, swap: "none" });
