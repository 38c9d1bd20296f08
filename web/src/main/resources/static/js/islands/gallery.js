// All maps of a layer, up to thousands, as a grid of tiles. Rows are drawn in bands, each one canvas
// that exists only while it is near the visible part of the page.
// Wants .gallery with role="listbox" and data-option, the sentence that names a map.

import { movedIndex } from "../lib/grid.js";
import { formatter, sentence } from "../lib/numbers.js";
import { paintThumbnail } from "../lib/paint.js";
import { drawPixels, made, madeCanvas } from "../stage/canvas.js";
import { stageState } from "../stage/state.js";
import { language, view } from "../view.js";

const GAP = 6;
const BAND_ROWS = 4;

export default function gallery(panel, signal) {
  const state = stageState(panel);
  const list = panel.querySelector(".gallery");
  const space = list.appendChild(made("div", "gallery-space"));
  const choice = made("div", "gallery-choice");
  choice.id = "gallery-choice";
  choice.setAttribute("role", "option");
  choice.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", choice.id);
  let grid = null;
  let sheet = null;

  const bands = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) drawBand(target);
      else target.replaceChildren();
    }
  }, { rootMargin: "300px 0px" });

  async function load() {
    if (!state.sheetUrl) return;
    const { sheetUrl } = state;
    const answer = await state.sheet();
    if (!answer || signal.aborted || sheetUrl !== state.sheetUrl) return;
    sheet = answer;
    // Values that change many times a second are drawn where the last ones were.
    const drawn = [...space.querySelectorAll(".gallery-band:has(canvas)")];
    if (grid?.width === list.clientWidth && drawn.length > 0) {
      drawn.forEach(drawBand);
      choose();
    } else {
      arrange();
    }
  }

  function arrange() {
    const width = list.clientWidth;
    if (!sheet || width === 0) return;
    const wanted = parseFloat(getComputedStyle(list).getPropertyValue("--tile")) * rem();
    const columns = Math.max(1, Math.floor((width + GAP) / (wanted + GAP)));
    // What is left over makes the tiles a little larger.
    const tile = Math.floor((width + GAP) / columns - GAP);
    const rows = Math.ceil(state.channels / columns);
    grid = { width, columns, tile, pitch: tile + GAP, rows };
    bands.disconnect();
    space.style.height = `${rows * grid.pitch - GAP}px`;
    space.replaceChildren(choice);
    for (let row = 0; row < rows; row += BAND_ROWS) {
      const band = made("div", "gallery-band");
      band.dataset.row = row;
      band.style.top = `${row * grid.pitch}px`;
      band.style.width = `${width}px`;
      band.style.height = `${Math.min(BAND_ROWS, rows - row) * grid.pitch - GAP}px`;
      space.append(band);
      bands.observe(band);
    }
    choose();
  }

  function drawBand(band) {
    const row = Number(band.dataset.row);
    const { columns, tile, pitch, rows } = grid;
    const zoom = devicePixelRatio;
    const drawnRows = Math.min(BAND_ROWS, rows - row);
    const canvas = madeCanvas(Math.round(columns * pitch * zoom), Math.round(drawnRows * pitch * zoom));
    canvas.style.width = `${columns * pitch}px`;
    const context = canvas.getContext("2d");
    const last = Math.min(state.channels, (row + drawnRows) * columns);
    for (let c = row * columns; c < last; c++) {
      const { table, low, high } = state.coloring(sheet, c);
      const pixels = paintThumbnail(sheet, c, table, low, high);
      drawPixels(context, pixels, sheet.thumbWidth, sheet.thumbHeight, {
        x: (c % columns) * pitch * zoom, y: (Math.floor(c / columns) - row) * pitch * zoom,
        width: tile * zoom, height: tile * zoom,
      });
    }
    band.replaceChildren(canvas);
  }

  function choose() {
    if (!grid || !sheet) return;
    const { map } = state.unit;
    const { columns, tile, pitch } = grid;
    choice.style.left = `${(map % columns) * pitch}px`;
    choice.style.top = `${Math.floor(map / columns) * pitch}px`;
    choice.style.width = choice.style.height = `${tile}px`;
    const statistics = sheet.statistics(map);
    const print = formatter(statistics.min, statistics.max, language());
    const printed = Object.fromEntries(Object.entries(statistics).map(([name, value]) => [name, print(value)]));
    choice.setAttribute("aria-label", sentence(list.dataset.option, { map, ...printed }));
    choice.setAttribute("aria-posinset", map + 1);
    choice.setAttribute("aria-setsize", state.channels);
  }

  // Only the gallery itself may scroll: choosing must not move the page away from the map.
  function reveal() {
    const top = choice.offsetTop;
    const { scrollTop, clientHeight } = list;
    if (top < scrollTop) list.scrollTop = top;
    else if (top + grid.tile > scrollTop + clientHeight) list.scrollTop = top + grid.tile - clientHeight;
  }

  function mapAt({ clientX, clientY }) {
    const { left, top } = space.getBoundingClientRect();
    const column = Math.floor((clientX - left) / grid.pitch);
    const map = Math.floor((clientY - top) / grid.pitch) * grid.columns + column;
    return column < grid.columns && map >= 0 && map < state.channels ? map : null;
  }

  list.addEventListener("click", (event) => {
    const map = grid && mapAt(event);
    if (map !== null) state.choose({ map });
  }, { signal });

  list.addEventListener("keydown", (event) => {
    const map = grid && movedIndex(state.unit.map, event.key, state.channels, grid.columns);
    if (map === null || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    state.choose({ map });
    reveal();
  }, { signal });

  const resized = new ResizeObserver(() => {
    if (list.clientWidth !== grid?.width) arrange();
  });
  resized.observe(list);
  state.addEventListener("unit", choose, { signal });
  state.addEventListener("data", load, { signal });
  view.addEventListener("change", arrange, { signal });
  signal.addEventListener("abort", () => {
    bands.disconnect();
    resized.disconnect();
    space.remove();
  });
  load();
}

const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
