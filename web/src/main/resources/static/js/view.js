// How values are coloured, chosen once for the whole page and kept for the next visit.
// scale: auto, diverging, viridis, grey; range: map, layer, network.

const KEY = "fovea.view";

class View extends EventTarget {
  #choices = { scale: "auto", range: "map", ...kept() };

  get scale() {
    return this.#choices.scale;
  }

  get range() {
    return this.#choices.range;
  }

  /** Chooses and tells everyone who listens to "change". */
  choose(choices) {
    this.#choices = { ...this.#choices, ...choices };
    localStorage.setItem(KEY, JSON.stringify(this.#choices));
    this.dispatchEvent(new Event("change"));
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export const view = new View();

/** The language of the page, for number formats. */
export const language = () => document.documentElement.lang || "en";
