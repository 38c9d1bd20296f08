// Drawing one column of the overview on its canvas: maps from a sheet, a picture, or, before a run,
// a block as high as its maps are and as wide as it has channels.

import { paintThumbnail } from "../lib/paint.js";
import { drawPixels, fillPixels } from "./canvas.js";

/**
 * Draws maps below each other, starting at place `first`, with a ring around the map `chosen`, which is
 * among them; notes on the canvas what lies where. A single one is the liveliest, not the first.
 */
export function drawColumn(canvas, sheet, coloring, first = 0, chosen = null) {
  const { context, width, height, map, gap, zoom } = prepared(canvas, first > 0);
  const pitch = map + gap;
  const count = Math.min(sheet.channels, Math.floor((height + gap) / pitch) - first);
  const from = chosen !== null && chosen < sheet.channels
    ? Math.max(0, chosen - count + 1)
    : count === 1 ? sheet.liveliest() : 0;
  Object.assign(canvas.dataset, { pitch, maps: count, first, from });
  const flat = sheet.height === 1 && sheet.channels === 1;
  for (let c = 0; c < count; c++) {
    const { table, low, high } = coloring(from + c);
    const pixels = paintThumbnail(sheet, from + c, table, low, high);
    if (flat) {
      // A vector stands upright, its first unit on top.
      fillPixels(context, pixels, 1, sheet.thumbWidth, upright(sheet.thumbWidth, width, height, zoom));
      return;
    }
    const place = {
      x: ((width - map) / 2) * zoom, y: (first + c) * pitch * zoom, width: map * zoom, height: map * zoom,
    };
    drawPixels(context, pixels, sheet.thumbWidth, sheet.thumbHeight, place);
    if (from + c === chosen) drawRing(context, place, zoom, getComputedStyle(canvas).outlineColor);
  }
}

function drawRing(context, { x, y, width, height }, zoom, color) {
  context.strokeStyle = color;
  context.lineWidth = 2.5 * zoom;
  context.beginPath();
  context.roundRect(x, y + zoom, width, height - 2 * zoom, 4 * zoom);
  context.stroke();
}

/** Draws the picture in the first place; resolves to the number of places it took: 1, or 0 if it is gone. */
export async function drawPicture(canvas, url) {
  const image = new Image();
  image.src = url;
  if (!await image.decode().then(() => true, () => false)) return 0;
  const { context, width, map, zoom } = prepared(canvas);
  const scale = map / Math.max(image.naturalWidth, image.naturalHeight);
  const drawn = { width: image.naturalWidth * scale, height: image.naturalHeight * scale };
  context.drawImage(image, ((width - drawn.width) / 2) * zoom, ((map - drawn.height) / 2) * zoom,
    drawn.width * zoom, drawn.height * zoom);
  return 1;
}

/** Draws what is known before a run: the shape, "channels height width" or "features", or that there is none. */
export function drawBlock(canvas, shape, opacity = 1) {
  const { context, width, height, zoom } = prepared(canvas);
  const known = /\d/.test(shape ?? "");
  const numbers = known ? shape.split(" ").map(Number) : [8, 8, 8];
  const [channels, rows] = numbers.length === 3 ? numbers : [4, Math.sqrt(numbers[0])];
  const block = {
    width: Math.min(width - 8, 4 + 4 * Math.log2(channels + 1)),
    height: Math.min(height - 8, 6 + (height - 14) * (Math.log2(rows + 1) / 8)),
  };
  context.scale(zoom, zoom);
  context.globalAlpha = opacity;
  context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
  context.beginPath();
  context.roundRect((width - block.width) / 2, 4, block.width, block.height, 3);
  if (known) {
    context.fill();
  } else {
    context.setLineDash([3, 3]);
    context.stroke();
  }
}

function prepared(canvas, keep = false) {
  const style = getComputedStyle(canvas);
  const zoom = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!keep) {
    canvas.width = Math.round(width * zoom);
    canvas.height = Math.round(height * zoom);
  }
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const map = parseFloat(style.getPropertyValue("--map")) * rem;
  const gap = parseFloat(style.getPropertyValue("--map-gap")) * rem;
  return { context: canvas.getContext("2d"), width, height, map, gap, zoom };
}

// A slim strip in the middle: twelve pixels a unit while they are few, the whole height when many.
function upright(count, width, height, zoom) {
  return { x: ((width - 14) / 2) * zoom, y: 0, width: 14 * zoom, height: Math.min(height, count * 12) * zoom };
}
