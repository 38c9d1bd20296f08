// One of two stages that lie side by side: the unit that is chosen or pointed at on one is shown on the
// other, where it lies on the same picture. Keeps the address of both in the address bar.
// Wants .side-stage with data-side.

import { mirrored } from "../lib/mirror.js";
import { stageState } from "../stage/state.js";

const REST_MS = 250;
let leads = null;
let timer;

export default function side(element, signal) {
  const state = stageState(element);

  // What the other side does in answer leads nobody.
  function lead(act) {
    const other = document.querySelector(`.side-stage:not(#${element.id})`);
    if (leads || !other) return;
    leads = state;
    act(stageState(other));
    leads = null;
  }

  state.addEventListener("unit", () => {
    lead((other) => other.choose(mirrored(state.unit, state, other)));
    clearTimeout(timer);
    timer = setTimeout(writeAddress, REST_MS);
  }, { signal });
  state.addEventListener("preview", () => {
    lead((other) => other.preview(state.hovered && mirrored(state.hovered, state, other)));
  }, { signal });
  return () => state.read();
}

function writeAddress() {
  const address = new URL(location.href);
  const sides = [...document.querySelectorAll(".side-stage")];
  if (sides.length === 0) return;
  for (const element of sides) {
    address.searchParams.set(`${element.dataset.side}_map`, stageState(element).unit.map);
  }
  const { y, x } = stageState(sides[0]).unit;
  for (const [name, value] of Object.entries({ layer: document.getElementById("stage").dataset.layer, y, x })) {
    address.searchParams.set(name, value);
  }
  history.replaceState(history.state, "", address);
}
