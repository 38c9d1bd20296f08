// #stage on the page of one unit: the map, the slider, the steps and playing all choose a unit; its
// arithmetic is fetched and swapped in, the latest wish first, and the address follows.
// Wants data-units and data-query, the slider, [data-walk] steps, [data-role] play and copy; links
// with data-stays swap what they lead to.

import { latest } from "../page/latest.js";
import { stageState } from "../stage/state.js";

export default function unit(element, signal) {
  const state = stageState(element);
  const role = (name) => element.querySelector(`[data-role="${name}"]`);
  const slider = element.querySelector("#walk-slider");
  const { show, isBusy } = latest(signal);
  let timer = 0;

  const index = () => state.unit.y * state.width + state.unit.x;
  const last = () => state.height * state.width - 1;
  const goTo = (place) => state.choose({ y: Math.floor(place / state.width), x: place % state.width });

  function address() {
    const { map, y, x } = state.unit;
    const place = element.dataset.vector ? `${x}/0/0` : `${map}/${y}/${x}`;
    return `${element.dataset.units}${place}${element.dataset.query ?? ""}`;
  }

  function play() {
    if (timer || index() >= last()) return stop();
    const step = () => {
      if (index() >= last()) return stop();
      if (!isBusy()) goTo(index() + 1);
      timer = setTimeout(step, 1000 / Number(element.querySelector("#walk-speed").value));
    };
    timer = setTimeout(step, 0);
    describe();
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    describe();
  }

  function describe() {
    const button = role("play");
    button.setAttribute("aria-pressed", timer !== 0);
    button.querySelector("span").textContent = timer ? button.dataset.pause : button.dataset.play;
  }

  // Clipboards are closed to pages without https, as in a school's network: then the old way.
  async function copy() {
    const button = role("copy");
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      const field = document.body.appendChild(document.createElement("textarea"));
      field.value = location.href;
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 1500);
  }

  state.addEventListener("unit", () => {
    slider.value = index();
    show(address());
  }, { signal });

  element.addEventListener("input", ({ target }) => {
    if (target === slider) goTo(slider.valueAsNumber);
  }, { signal });

  element.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey) return;
    const step = target.closest("[data-walk]");
    const stays = target.closest("[data-stays]");
    if (step || stays) event.preventDefault();
    if (step?.href) goTo(index() + Number(step.dataset.walk));
    if (stays) show(stays.pathname + stays.search);
    if (target.closest('[data-role="play"]')) play();
    if (target.closest('[data-role="copy"]')) copy();
  }, { signal });

  signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    // An answer to an earlier wish does not take back a later one, which is on its way.
    const wish = state.unit;
    state.read();
    if (isBusy()) state.choose(wish);
    if (document.activeElement !== slider) slider.value = index();
    describe();
  };
}
