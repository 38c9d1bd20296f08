// Curves of a training: what is drawn of thousands of steps, and the round numbers beside it.
// Nothing here knows of the page: places are shares of the drawing, in percent, from the top left.

/**
 * Each value averaged with those before it, the more so the closer they are: as Adam averages, corrected
 * for having begun at nothing, so that the first is itself. Values that are no numbers are passed over.
 */
export function smoothed(values, memory = 0.95) {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (Number.isFinite(value)) {
      sum = memory * sum + (1 - memory) * value;
      weight = memory * weight + 1 - memory;
    }
    return weight === 0 ? NaN : sum / weight;
  });
}

/**
 * Places of 0 to count − 1, no more than `most` and the last one. What is drawn once stays while more come, until
 * there are twice as many.
 */
export function thinned(count, most) {
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2(count / most)));
  const places = [];
  for (let at = 0; at < count; at += stride) places.push(at);
  if (count > 0 && places.at(-1) !== count - 1) places.push(count - 1);
  return places;
}

/** One, two or five of a power of ten: the smallest that is not below the value. */
export function ceiling(value) {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const tens = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((times) => times * tens).find((round) => round >= value * (1 - 1e-9));
}

/** Round numbers from 0 to the last, at most six. */
export function ticks(last) {
  const step = ceiling(last / 5);
  const found = [];
  for (let n = 0; n * step <= last * (1 + 1e-9); n++) found.push(n * step);
  return found;
}

/** What a loss axis must hold: all of the smooth line and of the validation; a first leap is cut off. */
export function lossTop(smooth, validation) {
  const settled = smooth.slice(Math.min(5, Math.max(0, smooth.length - 1)));
  return ceiling(Math.max(0, ...[...settled, ...validation].filter(Number.isFinite)));
}

/** A place in the drawing: how far a step is, and how far below the top a value. */
export function placed(step, value, steps, top) {
  const share = (part) => Math.round(1e4 * Math.max(0, Math.min(1, part))) / 100;
  return [share(step / Math.max(1, steps)), share(1 - value / top)];
}

/** Points for a polyline. */
export const polyline = (points) => points.map((point) => point.join(",")).join(" ");

/** A path that is a dot at each point, where its ends are round. */
export const dots = (points) => points.map(([x, y]) => `M${x} ${y}h0`).join("");
