// Two maps of one picture, perhaps of different sizes.

/** The cell of a map of size `to` that lies where a cell lies in a map of size `from`. */
export function mirrored({ y, x }, from, to) {
  return {
    y: Math.floor(((y + 0.5) * to.height) / from.height),
    x: Math.floor(((x + 0.5) * to.width) / from.width),
  };
}
