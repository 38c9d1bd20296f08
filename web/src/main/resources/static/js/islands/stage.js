// #stage: holds the state that picture, map and gallery share, and keeps the address of the chosen
// unit in the address bar, so that it can be copied, without a visit in the history for every pixel.

import { stageState } from "../stage/state.js";

export default function stage(element, signal) {
  const state = stageState(element);
  let timer;
  // Browsers refuse too many address changes in a row: held arrow keys are written once they rest.
  state.addEventListener("unit", () => {
    document.dispatchEvent(new Event("fovea:unit"));
    clearTimeout(timer);
    timer = setTimeout(() => writeAddress(state), 250);
  }, { signal });
  // Who goes back from the page of a unit finds it chosen.
  element.addEventListener("click", ({ target }) => {
    if (target.closest('[data-role="why"]')) writeAddress(state);
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  settle(state);
  return () => {
    state.read();
    settle(state);
  };
}

// The liveliest map was chosen by what the network made of the picture: an edit must not choose another.
function settle({ layer, unit: { map }, sheetUrl }) {
  if (sheetUrl && !new URL(location.href).searchParams.has("map")) write({ layer, map });
}

const writeAddress = ({ layer, unit }) => write({ layer, ...unit });

function write(look) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(look)) address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}
