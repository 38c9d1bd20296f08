// What part of the picture a unit can see. A reading says it unit by unit along each axis, until the
// pattern comes again: "2 -1:1" is a first unit that sees from -1 to 1, the next one 2 further.

/** "1 0:0 0:1" to what comes again after two units; null for a unit that sees nothing, "-". */
export function extent(text) {
  const [advance, ...units] = text.trim().split(/\s+/);
  return { advance: Number(advance), units: units.map((unit) => (unit === "-" ? null : unit.split(":").map(Number))) };
}

function stretch({ advance, units }, unit) {
  const seen = units[unit % units.length];
  return seen && seen.map((end) => end + advance * Math.floor(unit / units.length));
}

/**
 * The field of unit (y, x): rows top to bottom and columns left to right, ends not included, in picture
 * pixels; null if it sees nothing.
 */
export function fieldBox({ rows, columns }, y, x) {
  const down = stretch(rows, y);
  const across = stretch(columns, x);
  return down && across && { top: down[0], left: across[0], bottom: down[1] + 1, right: across[1] + 1 };
}

/** How many rows and columns of a box lie outside a picture of this size. */
export function overhang(box, height, width) {
  return {
    top: Math.max(0, Math.min(-box.top, box.bottom - box.top)),
    left: Math.max(0, Math.min(-box.left, box.right - box.left)),
    bottom: Math.max(0, Math.min(box.bottom - height, box.bottom - box.top)),
    right: Math.max(0, Math.min(box.right - width, box.right - box.left)),
  };
}

/**
 * The part of the plane to show: the whole picture, and as much of the box around it as a margin
 * of half a picture on each side allows. Square pictures stay square, so that nothing jumps.
 */
export function viewport(box, height, width) {
  const out = overhang(box, height, width);
  const reach = Math.max(out.top / height, out.bottom / height, out.left / width, out.right / width);
  const margin = Math.min(reach, 0.5);
  return {
    top: -margin * height,
    left: -margin * width,
    height: height * (1 + 2 * margin),
    width: width * (1 + 2 * margin),
  };
}

/** Where a box lies inside a viewport, as shares from 0 to 1. */
export function placed(box, view) {
  return {
    top: (box.top - view.top) / view.height,
    left: (box.left - view.left) / view.width,
    height: (box.bottom - box.top) / view.height,
    width: (box.right - box.left) / view.width,
  };
}

/** The part of a box inside a viewport, and the sides on which it goes on beyond. */
export function clipped(box, view) {
  const bottom = view.top + view.height;
  const right = view.left + view.width;
  return {
    box: {
      top: Math.max(box.top, view.top), left: Math.max(box.left, view.left),
      bottom: Math.min(box.bottom, bottom), right: Math.min(box.right, right),
    },
    cut: [
      box.top < view.top && "top", box.left < view.left && "left",
      box.bottom > bottom && "bottom", box.right > right && "right",
    ].filter(Boolean),
  };
}

/** "14 14" to [14, 14]. */
export function pair(text) {
  return text.trim().split(/\s+/).map(Number);
}
