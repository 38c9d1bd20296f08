// Small helpers around canvas 2D, shared by the islands that draw maps.

/** A canvas, marked as made by a script so that swaps leave it. */
export function madeCanvas(width, height) {
  const canvas = document.createElement("canvas");
  canvas.dataset.made = "";
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** An element, marked as made by a script. */
export function made(tag, className) {
  const element = document.createElement(tag);
  element.dataset.made = "";
  if (className) element.className = className;
  return element;
}

/** Places an element inside its frame by shares of it: {left: 0.5, width: 0.25, …}. */
export function place(element, shares) {
  for (const [name, share] of Object.entries(shares)) element.style[name] = `${share * 100}%`;
}

/** Puts pixels on a canvas of exactly their size; CSS scales it without smoothing. */
export function putPixels(canvas, pixels, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** Draws pixels into a rectangle, filling it; one scratch canvas serves all. */
export function fillPixels(context, pixels, width, height, box) {
  putPixels(scratch, pixels, width, height);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch, box.x, box.y, box.width, box.height);
}

/** Draws pixels into the middle of a rectangle, keeping their proportions, with round corners. */
export function drawPixels(context, pixels, width, height, box) {
  const scale = Math.min(box.width / width, box.height / height);
  const drawn = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const x = Math.round(box.x + (box.width - drawn.width) / 2);
  const y = Math.round(box.y + (box.height - drawn.height) / 2);
  context.save();
  context.beginPath();
  context.roundRect(x, y, drawn.width, drawn.height, 4 * devicePixelRatio);
  context.clip();
  fillPixels(context, pixels, width, height, { x, y, ...drawn });
  // A hairline keeps nearly white maps apart from a nearly white page.
  context.strokeStyle = "rgb(128 128 128 / 35%)";
  context.lineWidth = 2;
  context.stroke();
  context.restore();
}

const scratch = document.createElement("canvas");
