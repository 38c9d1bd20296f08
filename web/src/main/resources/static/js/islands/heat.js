// Maps over the picture, from sheets in data-sheet (base 64) of what lies inside: each on a scale of
// its own with its legend, as strongly as the slider says. Wants elements with data-sheet, a canvas and a
// .legend, with data-unit "%" where the values are shares, and input[data-role="strength"].

import { colorTable, scaleEnds, scaleName } from "../lib/colors.js";
import { formatter } from "../lib/numbers.js";
import { paintThumbnail } from "../lib/paint.js";
import { Sheet } from "../lib/sheet.js";
import { putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { language, view } from "../view.js";

export default function heat(element, signal) {
  function fade() {
    element.style.setProperty("--strength", element.querySelector("[data-role=strength]").value / 100);
  }

  function draw() {
    fade();
    for (const map of element.querySelectorAll("[data-sheet]")) paint(map);
  }

  function paint(map) {
    const sheet = Sheet.ofText(map.dataset.sheet);
    const { min, max } = sheet.statistics(0);
    const name = scaleName(view.scale, min < 0);
    const [low, high] = scaleEnds(name, Math.min(0, min), max);
    const table = colorTable(name, min < 0);
    putPixels(map.querySelector("canvas"), paintThumbnail(sheet, 0, table, low, high), sheet.thumbWidth, sheet.thumbHeight);
    const unit = map.dataset.unit;
    const print = formatter(unit ? 100 * low : low, unit ? 100 * high : high, language());
    drawLegend(map.querySelector(".legend"), { table, low, high }, (value) => unit ? `${print(100 * value)} ${unit}` : print(value));
  }

  element.addEventListener("input", ({ target }) => target.dataset.role === "strength" && fade(), { signal });
  view.addEventListener("change", draw, { signal });
  draw();
  return draw;
}
