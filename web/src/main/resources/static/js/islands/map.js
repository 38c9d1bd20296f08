// One feature map with its exact values: under the pointer, and under a cursor moved by keys.
// Wants .map-canvas in .map-frame, and optionally [data-role] number, note, reading, legend, map,
// scale, range, large, and buttons with data-step.

import { moved } from "../lib/grid.js";
import { formatter, sentence } from "../lib/numbers.js";
import { paintThumbnail, paintValues } from "../lib/paint.js";
import { made, place, putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { stageState } from "../stage/state.js";
import { language, view } from "../view.js";

export default function map(panel, signal) {
  const state = stageState(panel);
  const canvas = panel.querySelector(".map-canvas");
  const frame = panel.querySelector(".map-frame");
  const role = (name) => panel.querySelector(`[data-role="${name}"]`);
  const box = frame.appendChild(made("div", "unit-box"));
  const tip = frame.appendChild(made("div", "reading"));
  // Outlives answers, which bring the panel anew.
  const main = panel.closest("main");
  let drawn = null;

  async function draw() {
    if (!state.valuesUrl) return;
    const { sheetUrl, unit: { map: chosen } } = state;
    const stale = () => signal.aborted || state.sheetUrl !== sheetUrl || state.unit.map !== chosen;
    panel.style.setProperty("--ratio", state.width / state.height);
    const sheet = await state.sheet();
    if (!sheet || stale()) return;
    const { table, low, high } = state.coloring(sheet, chosen);
    const print = formatter(low, high, language());
    // The thumbnail is here already: show it until the exact values have come.
    if (!isDrawn()) {
      putPixels(canvas, paintThumbnail(sheet, chosen, table, low, high), sheet.thumbWidth, sheet.thumbHeight);
    }
    describe(sheet.statistics(chosen), { table, low, high }, print);
    const values = await state.values(chosen);
    if (!values || stale()) return;
    putPixels(canvas, paintValues(values, table, low, high), state.width, state.height);
    drawn = { sheetUrl, map: chosen, values, print };
    point();
  }

  const isDrawn = () => drawn?.sheetUrl === state.sheetUrl && drawn.map === state.unit.map;

  function describe(statistics, colors, print) {
    const printed = Object.fromEntries(Object.entries(statistics).map(([name, value]) => [name, print(value)]));
    const note = role("note");
    if (note?.dataset.text) note.textContent = sentence(note.dataset.text, { ...printed, map: state.unit.map });
    if (role("number")) role("number").textContent = state.unit.map;
    if (role("map") && role("map") !== document.activeElement) role("map").value = state.unit.map;
    if (role("legend")) drawLegend(role("legend"), colors, print);
    for (const button of panel.querySelectorAll("[data-step]")) {
      const to = state.unit.map + Number(button.dataset.step);
      button.setAttribute("aria-disabled", to < 0 || to >= state.channels);
    }
  }

  // The outline stays on the chosen unit; the reading follows the pointer and returns to it.
  function point() {
    const { unit, shown, width, height } = state;
    place(box, { left: unit.x / width, top: unit.y / height, width: 1 / width, height: 1 / height });
    leadOn();
    tip.hidden = !isDrawn();
    if (tip.hidden) return;
    const value = drawn.print(drawn.values[shown.y * width + shown.x]);
    const template = canvas.dataset.tip ?? "{value}";
    tip.textContent = sentence(template, { ...shown, value });
    const cell = { width: frame.clientWidth / width, height: frame.clientHeight / height };
    placeBeside(tip, frame, { left: shown.x * cell.width, top: shown.y * cell.height, ...cell });
  }

  // The way to the arithmetic of the chosen unit.
  function leadOn() {
    const why = role("why");
    if (!why) return;
    const { map: number, y, x } = state.unit;
    why.href = `${why.dataset.units}${number}/${y}/${x}`;
    const value = isDrawn() ? drawn.print(drawn.values[y * state.width + x]) : "…";
    why.textContent = sentence(why.dataset.text, { value });
  }

  function say() {
    const reading = role("reading");
    if (!reading || !isDrawn()) return;
    const { map: number, y, x } = state.unit;
    const value = drawn.print(drawn.values[y * state.width + x]);
    reading.textContent = sentence(reading.dataset.text, { map: number, y, x, value });
  }

  const unitAt = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { y: ((clientY - top) / height) * state.height, x: ((clientX - left) / width) * state.width };
  };

  canvas.addEventListener("pointermove", (event) => state.preview(unitAt(event)), { signal });
  canvas.addEventListener("pointerleave", () => state.preview(null), { signal });
  // A pointer has seen what it points at, and opens it; a finger chooses first, then opens.
  canvas.addEventListener("click", (event) => {
    const { unit: before } = state;
    state.choose(unitAt(event));
    state.preview(null);
    if (event.pointerType === "mouse" || state.unit === before) role("why")?.click();
  }, { signal });

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter") role("why")?.click();
    const step = { PageUp: -1, PageDown: 1 }[event.key];
    const target = step === undefined
      ? moved(state.unit, event.key, state, event.ctrlKey)
      : { map: state.unit.map + step };
    if (!target) return;
    event.preventDefault();
    state.preview(null);
    state.choose(target);
  }, { signal });

  panel.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) state.choose({ map: state.unit.map + Number(step) });
    if (target.closest('[data-role="large"]')) {
      main.toggleAttribute("data-large");
      refresh();
    }
  }, { signal });

  panel.addEventListener("change", ({ target }) => {
    const { role: name } = target.dataset;
    if (name === "map") state.choose({ map: target.valueAsNumber });
    if (name === "scale" || name === "range") view.choose({ [name]: target.value });
  }, { signal });

  function refresh() {
    for (const name of ["scale", "range"]) if (role(name)) role(name).value = view[name];
    role("large")?.setAttribute("aria-pressed", main.hasAttribute("data-large"));
    const network = role("range")?.querySelector('[value="network"]');
    if (network) network.disabled = !state.network;
    draw();
    point();
  }

  state.addEventListener("unit", () => {
    if (!isDrawn()) draw().then(say);
    point();
    say();
  }, { signal });
  state.addEventListener("preview", point, { signal });
  state.addEventListener("data", refresh, { signal });
  view.addEventListener("change", refresh, { signal });
  const resized = new ResizeObserver(point);
  resized.observe(frame);
  signal.addEventListener("abort", () => {
    resized.disconnect();
    [box, tip].forEach((element) => element.remove());
  });
  refresh();
  return refresh;
}

// Right of a cell, or left of it, or, where neither has room, below it or above.
function placeBeside(tip, frame, cell) {
  const gap = 8;
  const room = { width: frame.clientWidth - tip.offsetWidth, height: frame.clientHeight - tip.offsetHeight };
  const within = (value, most) => Math.max(0, Math.min(most, value));
  const right = cell.left + cell.width + gap;
  const left = cell.left - tip.offsetWidth - gap;
  const below = cell.top + cell.height + gap;
  const beside = right <= room.width ? right : left >= 0 ? left : null;
  const x = beside ?? within(cell.left + (cell.width - tip.offsetWidth) / 2, room.width);
  const y = beside !== null
    ? within(cell.top + (cell.height - tip.offsetHeight) / 2, room.height)
    : below <= room.height ? below : within(cell.top - tip.offsetHeight - gap, room.height);
  tip.style.left = `${x}px`;
  tip.style.top = `${y}px`;
}
