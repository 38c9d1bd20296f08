// The weights of a layer: colours the fields of the shown kernel, draws all kernels to choose from,
// steps numbers and moves between fields by keys, follows the chosen map, and shows of the bank only
// what the chosen filter needs.

import { fetchValues } from "../binary.js";
import { colorIndex, colorTable } from "../lib/colors.js";
import { moved } from "../lib/grid.js";
import { formatter } from "../lib/numbers.js";
import { paintValues } from "../lib/paint.js";
import { tiled, tiledSize, tileAt, tileUnder } from "../lib/tiles.js";
import { putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { stageState } from "../stage/state.js";
import { language } from "../view.js";

const STEP = 0.1;
const FINE_STEP = 0.01;
const SETTLED_MILLIS = 200;
const ARRIVED_MILLIS = 5000;

export default function weights(panel, signal) {
  const state = stageState(panel);
  const table = colorTable("diverging", true);
  let map = state.unit.map;
  let timer = 0;

  const number = (text) => Number(text.replace("\u2212", "-"));
  const cells = () => [...panel.querySelectorAll(".cell")];
  const grid = () => Object.fromEntries(["rows", "columns", "height", "width"].map(
    (name) => [name, Number(panel.dataset[name])]));

  async function draw() {
    const { values: url } = panel.dataset;
    const form = panel.querySelector(".cells");
    form?.style.setProperty("--columns", form.dataset.columns);
    color(reachOf(cells().map(({ value }) => number(value))));
    offer();
    const values = url && await fetchValues(url);
    if (!values || signal.aborted || panel.dataset.values !== url) return;
    const reach = reachOf(values);
    color(reach);
    drawTiles(values, reach);
  }

  // Weights that the address names are what the reader came for.
  if (new URL(location.href).searchParams.get("weights") && performance.now() < ARRIVED_MILLIS) {
    panel.scrollIntoView({ block: "start" });
  }

  const reachOf = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0) || 1;

  function color(reach) {
    for (const cell of cells()) {
      const at = 3 * colorIndex(number(cell.value), -reach, reach);
      const [red, green, blue] = table.subarray(at, at + 3);
      cell.style.backgroundColor = `rgb(${red} ${green} ${blue})`;
      cell.style.color = luminance(red, green, blue) > 0.18 ? "black" : "white";
    }
    const legend = panel.querySelector('[data-role="legend"]');
    if (legend) drawLegend(legend, { table, low: -reach, high: reach }, formatter(-reach, reach, language()));
  }

  function drawTiles(values, reach) {
    const canvas = panel.querySelector(".weights-tiles canvas");
    if (!canvas) return;
    const shape = grid();
    const size = tiledSize(shape);
    const zoom = Math.max(1, Math.floor(Math.min(520 / size.width, 340 / size.height, 14)));
    putPixels(canvas, tiled(paintValues(values, table, -reach, reach), shape), size.width, size.height);
    canvas.style.width = `${size.width * zoom}px`;
    canvas.style.height = shape.height === 1 ? "1rem" : "auto";
    mark(shape, size);
  }

  // The shown kernel's frame, half way into the gaps around it.
  function mark(shape, size) {
    const frame = panel.querySelector(".tile-frame");
    frame.hidden = !panel.dataset.to;
    const { y, x } = tileAt(Number(panel.dataset.tile), shape);
    const share = (cells, all) => `${(100 * cells) / all}%`;
    Object.assign(frame.style, {
      left: share(x - 0.5, size.width), width: share(shape.width + 1, size.width),
      top: share(y - 0.5, size.height), height: share(shape.height + 1, size.height),
    });
  }

  function offer() {
    const filter = panel.querySelector('.bank [name="filter"]')?.value;
    for (const field of panel.querySelectorAll(".bank [data-for]")) {
      field.hidden = !field.dataset.for.split(" ").includes(filter);
    }
  }

  const show = (address) => window.htmx.ajax("GET", address, { source: document.body, swap: "none" });

  panel.addEventListener("click", ({ target, clientX, clientY }) => {
    if (!target.matches(".weights-tiles canvas") || !panel.dataset.to) return;
    const { left, top, width, height } = target.getBoundingClientRect();
    const { row, column } = tileUnder((clientY - top) / height, (clientX - left) / width, grid());
    const tile = row * grid().columns + column;
    show(panel.dataset.to.replace("{row}", row).replace("{column}", column).replace("{tile}", tile));
  }, { signal });

  panel.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, shiftKey, altKey } = event;
    if (!target.matches(".cell") || altKey) return;
    if (ctrlKey) {
      const all = cells();
      const at = all.indexOf(target);
      const width = Number(target.form.dataset.columns);
      const to = moved({ y: Math.floor(at / width), x: at % width }, key,
        { height: Math.ceil(all.length / width), width });
      if (!to) return;
      event.preventDefault();
      all[to.y * width + to.x]?.focus();
      return;
    }
    const direction = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (!direction || target.readOnly || Number.isNaN(number(target.value))) return;
    event.preventDefault();
    const step = direction * (shiftKey ? FINE_STEP : STEP);
    target.value = String(Number((number(target.value) + step).toFixed(6)));
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }, { signal });

  // The browser's own words would quote the exact number as the format that is wanted.
  panel.addEventListener("invalid", ({ target }) => {
    if (target.matches(".cell")) target.setCustomValidity(panel.dataset.wants);
  }, { signal, capture: true });
  panel.addEventListener("input", ({ target }) => target.setCustomValidity?.(""),
    { signal, capture: true });

  panel.addEventListener("focusin", ({ target }) => target.matches(".cell") && target.select(), { signal });
  panel.addEventListener("input", ({ target }) => target.matches(".cell")
    && color(reachOf(cells().map(({ value }) => number(value)))), { signal });
  panel.addEventListener("change", offer, { signal });

  // Another map, another filter; a row of arrow keys asks once.
  state.addEventListener("unit", () => {
    if (state.unit.map === map || state.layer !== panel.querySelector('[name="layer"]').value) return;
    map = state.unit.map;
    clearTimeout(timer);
    timer = setTimeout(() => show(`${panel.closest(".stage").dataset.network}/weights?layer=${state.layer}&map=${map}&weights=`), SETTLED_MILLIS);
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));

  draw();
  return () => {
    map = state.unit.map;
    draw();
  };
}

// Relative luminance as WCAG defines it.
function luminance(...parts) {
  const [red, green, blue] = parts.map((part) => part / 255).map(
    (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
