// The picture of the network: cards with small maps, which are drawn when they come near the visible
// part; with 430 layers only a dozen cards cost anything. Where everything goes, the server says.
// Wants .columns of .column with data-layer, data-x, data-y, data-shape, data-sheet or data-picture.

import { fetchSheet } from "../binary.js";
import { coloring, stageState } from "../stage/state.js";
import { Scene } from "../stage/scene.js";
import { drawColumn, drawBlock, drawPicture } from "../stage/column.js";
import { view } from "../view.js";
import { quietly } from "../page/refusals.js";

export default function overview(section, signal) {
  const scene = new Scene(section, signal);
  const drawn = new WeakMap();
  let near = new Set();
  let clicked = "";

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) near.add(target);
      else near.delete(target);
      if (isIntersecting) draw(target);
    }
  }, { root: section.querySelector(".scene-window"), rootMargin: "0px 300px" });

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

  function refresh() {
    scene.place();
    watcher.disconnect();
    near = new Set();
    for (const column of section.querySelectorAll(".column")) watcher.observe(column);
    follow();
  }

  const chosenColumn = () => section.querySelector(".column-link[aria-current]")?.parentElement;

  // The chosen card comes into sight, and what it is wired to by arcs stands out.
  function follow() {
    const chosen = chosenColumn();
    for (const arc of section.querySelectorAll(".arc")) {
      const { from, to } = arc.dataset;
      arc.classList.toggle("touching", [from, to].includes(chosen?.dataset.layer));
    }
    if (chosen) scene.reveal(chosen);
  }

  const redraw = () => near.forEach((column) => draw(column, true));

  function redrawChosen() {
    const chosen = chosenColumn();
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

  section.addEventListener("click", ({ target }) => {
    if (target.closest("[data-png]")) savePng(section.querySelector("[data-svg]"));
  }, { signal });

  view.addEventListener("change", redraw, { signal });
  document.addEventListener("fovea:theme", redraw, { signal });
  document.addEventListener("fovea:chosen", () => {
    follow();
    redraw();
  }, { signal });
  document.addEventListener("fovea:unit", redrawChosen, { signal });
  function resize() {
    scene.place();
    redraw();
  }

  // How many maps a card has follows the window's height, which the section itself does not.
  window.addEventListener("resize", resize, { signal });
  const resized = new ResizeObserver(resize);
  resized.observe(section);
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    resized.disconnect();
  });
  refresh();
  return refresh;
}

function mapAt(canvas, { clientY }) {
  const { top, height } = canvas.getBoundingClientRect();
  const { pitch, maps, first, from } = canvas.dataset;
  const zoom = height / canvas.clientHeight;
  const index = Math.floor((clientY - top) / zoom / Number(pitch)) - Number(first ?? 0);
  return index >= 0 && index < Number(maps) ? String(index + Number(from)) : "";
}

const stage = () => document.getElementById("stage");

const chosenLayer = () => stage()?.dataset.layer;

function networkRange() {
  const { networkLow, networkHigh } = stage()?.dataset ?? {};
  return networkLow === undefined ? null : [Number(networkLow), Number(networkHigh)];
}

// The file at its natural size, twice as fine.
async function savePng(link) {
  const file = await quietly(link.href).catch(() => null);
  if (!file?.ok) return;
  const name = /filename="?([^";]+)\.svg/.exec(file.headers.get("Content-Disposition"))?.[1] ?? "network";
  const drawing = URL.createObjectURL(await file.blob());
  const image = new Image();
  image.src = drawing;
  await image.decode();
  const fine = Math.min(2, 16_000 / image.naturalWidth);
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * fine;
  canvas.height = image.naturalHeight * fine;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(drawing);
  const download = document.createElement("a");
  download.download = `${name}.png`;
  download.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
  download.click();
  setTimeout(() => URL.revokeObjectURL(download.href), 10_000);
}
