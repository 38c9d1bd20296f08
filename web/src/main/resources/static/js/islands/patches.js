// Windows of numbers, input × kernel = product: colours every number on the scale of its kind, and
// makes each input window one stop for the Tab key, with arrows inside.
// Wants data-low, data-high, data-weight, data-product; tables .grid with data-kind and td[data-v].

import { colorIndex, colorTable, scaleEnds, scaleName } from "../lib/colors.js";
import { inkOn } from "../lib/ink.js";
import { moved } from "../lib/grid.js";
import { formatter } from "../lib/numbers.js";
import { drawLegend } from "../stage/legend.js";
import { language, view } from "../view.js";

export default function patches(element, signal) {
  function scales() {
    const [low, high, weight, product] =
      ["low", "high", "weight", "product"].map((name) => Number(element.dataset[name]));
    return {
      input: scale(view.scale, low, high), kernel: scale("diverging", -weight, weight),
      product: scale("diverging", -product, product),
    };
  }

  function paint() {
    const all = scales();
    for (const grid of element.querySelectorAll(".grid")) {
      const colors = all[grid.dataset.kind];
      for (const cell of grid.querySelectorAll('td[data-v]:not([data-v=""])')) color(cell, colors);
      settle(grid);
    }
    for (const legend of element.querySelectorAll("[data-scale]")) {
      const colors = all[legend.dataset.scale];
      drawLegend(legend, colors, formatter(colors.low, colors.high, language()));
    }
  }

  // The link with the focus, else the first, is the one that Tab reaches.
  function settle(grid) {
    const links = [...grid.querySelectorAll("a")];
    const stop = links.find((link) => link === document.activeElement) ?? links[0];
    for (const link of links) link.tabIndex = link === stop ? 0 : -1;
  }

  element.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.altKey || event.metaKey || event.ctrlKey) return;
    const grid = cell.closest("table");
    const size = { height: grid.rows.length, width: grid.rows[0].cells.length };
    let place = { y: cell.parentElement.rowIndex, x: cell.cellIndex };
    for (;;) {
      const next = moved(place, event.key, size);
      if (!next || (next.y === place.y && next.x === place.x)) break;
      place = next;
      const link = grid.rows[place.y].cells[place.x].querySelector("a");
      if (!link) continue;
      event.preventDefault();
      link.focus();
      settle(grid);
      break;
    }
  }, { signal });

  view.addEventListener("change", paint, { signal });
  paint();
  return paint;
}

function scale(choice, low, high) {
  const name = scaleName(choice, low < 0);
  const [from, to] = scaleEnds(name, low, high);
  return { table: colorTable(name, low < 0), low: from, high: to };
}

function color(cell, { table, low, high }) {
  const at = 3 * colorIndex(Number(cell.dataset.v), low, high);
  const rgb = [table[at], table[at + 1], table[at + 2]];
  cell.style.backgroundColor = `rgb(${rgb.join(" ")})`;
  cell.style.color = inkOn(rgb);
}
