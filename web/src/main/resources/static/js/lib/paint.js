// Values to RGBA pixels. Nothing here knows of canvases: the bytes fit an ImageData of the same size.

import { colorIndex } from "./colors.js";

/** Pixels (4 bytes each) of exact values, on a table whose ends are low and high. */
export function paintValues(values, table, low, high) {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    putColor(pixels, i, table, colorIndex(values[i], low, high));
  }
  return pixels;
}

/** Pixels of one channel's thumbnail. Its 256 steps are mapped once, not once a pixel. */
export function paintThumbnail(sheet, channel, table, low, high) {
  const steps = sheet.steps(channel);
  const { low: first, high: last } = sheet.statistics(channel);
  const indices = new Uint8Array(256);
  for (let q = 0; q < 256; q++) {
    indices[q] = colorIndex(first + (q / 255) * (last - first), low, high);
  }
  const pixels = new Uint8ClampedArray(steps.length * 4);
  for (let i = 0; i < steps.length; i++) putColor(pixels, i, table, indices[steps[i]]);
  return pixels;
}

function putColor(pixels, i, table, index) {
  pixels[4 * i] = table[3 * index];
  pixels[4 * i + 1] = table[3 * index + 1];
  pixels[4 * i + 2] = table[3 * index + 2];
  pixels[4 * i + 3] = 255;
}
