// How much each layer learns in a step: places on a logarithmic scale, and a word for what is odd.

/** Both ends of the scales: of a gradient's length, and of how far weights move beside their own length. */
export const GRADIENT = [1e-8, 1e4];
export const CHANGE = [1e-8, 1];

/** Where a number stands between two, from 0 to 1, each power of ten equally far; nothing is at the beginning. */
export function logShare(value, [low, high]) {
  if (!(value > 0)) return 0;
  const share = Math.log(value / low) / Math.log(high / low);
  return Math.max(0, Math.min(1, share));
}

/** How far the weights have moved, beside their own length; NaN where they have none. */
export const moved = ({ change, weight }) => (weight > 0 ? change / weight : NaN);

/**
 * What is odd about a layer: its gradient `vanishes` or `explodes`, or its weights `leap` by more than a tenth
 * of their length; "" if nothing is.
 */
export function oddity(norm) {
  if (!Number.isFinite(norm.gradient) || norm.gradient > 1e3) return "explodes";
  if (norm.gradient < 1e-6) return "vanishes";
  if (moved(norm) > 0.1) return "leaps";
  return "";
}
