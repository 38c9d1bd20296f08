// Maps to compare, from a sheet in data-sheet (base 64): all on one scale, and the last, their
// difference, on one of the same reach around zero, so that what is small looks small. With
// data-values so many are on the one scale, with data-each every one on its own; data-table names
// their colours. Wants canvas[data-map], and optionally legends [data-scale] values and difference,
// and data-ratio.

import { colorTable, scaleEnds, scaleName } from "../lib/colors.js";
import { formatter } from "../lib/numbers.js";
import { paintThumbnail } from "../lib/paint.js";
import { Sheet } from "../lib/sheet.js";
import { putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { language, view } from "../view.js";

export default function triple(element, signal) {
  function draw() {
    const sheet = Sheet.ofText(element.dataset.sheet);
    const values = Number(element.dataset.values ?? sheet.channels - 1);
    const each = Array.from({ length: values }, (_, map) => sheet.statistics(map));
    const least = Math.min(...each.map(({ min }) => min));
    const most = Math.max(...each.map(({ max }) => max));
    const name = scaleName(element.dataset.table ?? view.scale, least < 0);
    const [lowest, highest] = scaleEnds(name, least, most);
    const reach = Math.max(Math.abs(least), Math.abs(most)) || 1;
    const scales = {
      values: { table: colorTable(name, least < 0), low: lowest, high: highest },
      difference: { table: colorTable("diverging", true), low: -reach, high: reach },
    };
    element.style.setProperty("--ratio", element.dataset.ratio ?? sheet.width / sheet.height);
    for (const canvas of element.querySelectorAll("canvas[data-map]")) {
      const map = Number(canvas.dataset.map);
      const { table, low: from, high: to } = map < values ? scales.values : scales.difference;
      const { min, max } = sheet.statistics(map);
      const [low, high] = "each" in element.dataset ? [min, max] : [from, to];
      putPixels(canvas, paintThumbnail(sheet, map, table, low, high), sheet.thumbWidth, sheet.thumbHeight);
    }
    for (const legend of element.querySelectorAll("[data-scale]")) {
      const scale = scales[legend.dataset.scale];
      drawLegend(legend, scale, formatter(scale.low, scale.high, language()));
    }
  }
  view.addEventListener("change", draw, { signal });
  draw();
  return draw;
}
