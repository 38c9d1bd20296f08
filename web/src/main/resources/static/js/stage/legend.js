// The scale under a map: its colours from low to high, with the values at both ends and in the middle.

import { putPixels, madeCanvas, made } from "./canvas.js";
import { paintValues } from "../lib/paint.js";

const RAMP = Float32Array.from({ length: 256 }, (_, i) => i);

/** Draws {table, low, high} into a legend element; print formats its values. */
export function drawLegend(legend, { table, low, high }, print) {
  if (!legend.querySelector("canvas")) {
    legend.replaceChildren(madeCanvas(256, 1), made("span"), made("span"), made("span"));
  }
  const [ramp, ...labels] = legend.children;
  putPixels(ramp, paintValues(RAMP, table, 0, 255), 256, 1);
  [low, (low + high) / 2, high].forEach((value, i) => {
    labels[i].textContent = print(value);
  });
}
