// The network as columns of small maps. Columns are drawn when they come near the visible part, and
// arcs show the inputs that skip columns; with 430 layers only a dozen columns cost anything.
// Wants .columns of .column with data-layer, data-inputs, data-shape, data-sheet or data-picture.

import { fetchSheet } from "../binary.js";
import { arcPath, skips } from "../lib/arcs.js";
import { coloring, stageState } from "../stage/state.js";
import { drawColumn, drawBlock, drawPicture } from "../stage/column.js";
import { view } from "../view.js";

const SVG = "http://www.w3.org/2000/svg";

export default function overview(section, signal) {
  const list = section.querySelector(".columns");
  const drawn = new WeakMap();
  let near = new Set();
  let clicked = "";

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) near.add(target);
      else near.delete(target);
      if (isIntersecting) draw(target);
    }
  }, { root: section, rootMargin: "0px 300px" });

  async function draw(column, again = false) {
    const { sheet: url, picture, layer, shape } = column.dataset;
    const canvas = column.querySelector(".column-maps");
    const what = [url, picture, shape, canvas.clientHeight].join();
    if (!again && drawn.get(canvas) === what) return;
    // Something faint stands where the maps will be.
    if (url && !drawn.has(canvas)) drawBlock(canvas, shape, 0.15);
    drawn.set(canvas, what);
    const sheet = url && await fetchSheet(url);
    if (signal.aborted || drawn.get(canvas) !== what) return;
    const taken = picture ? await drawPicture(canvas, picture) : 0;
    const ring = layer === chosenLayer() ? stageState(stage()).unit.map : null;
    if (sheet) drawColumn(canvas, sheet, (c) => coloring(sheet, c, networkRange()), taken, ring);
    else if (!taken) drawBlock(canvas, shape);
    if (url && !sheet) drawn.delete(canvas);
  }

  function drawArcs() {
    section.querySelectorAll(".arcs").forEach((arcs) => arcs.remove());
    const columns = [...list.children].map(({ dataset }) => (
      { id: dataset.layer, inputs: dataset.inputs?.split(" ").filter(Boolean) ?? [] }));
    const pairs = skips(columns);
    section.toggleAttribute("data-arcs", pairs.length > 0);
    if (pairs.length === 0) return;
    const [first] = list.children;
    const place = { pitch: first.offsetWidth, offset: first.offsetLeft, base: 42, height: 34 };
    const chosen = columns.findIndex(({ id }) => id === chosenLayer());
    const touching = pairs.filter((pair) => pair.includes(chosen));
    section.append(...[pairs, touching].map((some) => arcs(arcPath(some, place), list.scrollWidth)));
  }

  function refresh() {
    watcher.disconnect();
    near = new Set();
    for (const column of list.children) watcher.observe(column);
    drawArcs();
    reveal();
  }

  // The chosen column comes into sight, moving only this strip.
  function reveal() {
    const chosen = list.querySelector("[aria-current]")?.parentElement;
    if (!chosen) return;
    const { offsetLeft, offsetWidth } = chosen;
    const { scrollLeft, clientWidth } = section;
    if (offsetLeft < scrollLeft || offsetLeft + offsetWidth > scrollLeft + clientWidth) {
      section.scrollLeft = offsetLeft - (clientWidth - offsetWidth) / 2;
    }
  }

  const redraw = () => near.forEach((column) => draw(column, true));

  function redrawChosen() {
    const chosen = list.querySelector("[aria-current]")?.parentElement;
    if (near.has(chosen)) draw(chosen, true);
  }

  // Which of the small maps was clicked travels with the request for the layer.
  section.addEventListener("click", (event) => {
    const canvas = event.target.closest(".column-maps");
    clicked = canvas ? mapAt(canvas, event) : "";
  }, { signal, capture: true });
  section.addEventListener("htmx:configRequest", ({ detail }) => {
    if (clicked) detail.parameters.map = clicked;
    clicked = "";
  }, { signal });

  // A mouse wheel turns the strip, until its end; then it scrolls the page as usual.
  section.addEventListener("wheel", (event) => {
    if (event.deltaX !== 0 || event.shiftKey || event.ctrlKey) return;
    const before = section.scrollLeft;
    section.scrollLeft += event.deltaY;
    if (section.scrollLeft !== before) event.preventDefault();
  }, { signal, passive: false });

  view.addEventListener("change", redraw, { signal });
  document.addEventListener("fovea:theme", redraw, { signal });
  document.addEventListener("fovea:chosen", () => {
    drawArcs();
    reveal();
    redraw();
  }, { signal });
  document.addEventListener("fovea:unit", redrawChosen, { signal });
  const resized = new ResizeObserver(redraw);
  resized.observe(section);
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    resized.disconnect();
  });
  refresh();
  return refresh;
}

function mapAt(canvas, { clientY }) {
  const { top } = canvas.getBoundingClientRect();
  const { pitch, maps, first } = canvas.dataset;
  const index = Math.floor((clientY - top) / Number(pitch)) - Number(first ?? 0);
  return index >= 0 && index < Number(maps) ? String(index) : "";
}

const stage = () => document.getElementById("stage");

const chosenLayer = () => stage()?.dataset.layer;

function networkRange() {
  const { networkLow, networkHigh } = stage()?.dataset ?? {};
  return networkLow === undefined ? null : [Number(networkLow), Number(networkHigh)];
}

function arcs(path, width) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "arcs");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("width", width);
  svg.dataset.made = "";
  svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", path);
  return svg;
}
