// Where a picture is that was moved by whole pixels.

/** The place {dy, dx} moved on by so many pixels, rounded, and never further than out of the picture. */
export function shifted({ dy, dx }, by, { height, width }) {
  const within = (value, most) => Math.max(-most, Math.min(most, Math.round(value))) + 0;
  return { dy: within(dy + by.dy, height), dx: within(dx + by.dx, width) };
}
