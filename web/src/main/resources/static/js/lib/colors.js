// Colour tables: 256 colours each, as flat RGB bytes, from the lowest value to the highest.

const SIZE = 256;

// Sixth-degree fit of matplotlib's viridis (Stéfan van der Walt and Nathaniel Smith, CC0) by
// Matt Zucker (CC0, shadertoy.com/view/WlfXRN); rows are powers of t, columns red, green, blue.
const VIRIDIS = [
  [0.2777273272234177, 0.005407344544966578, 0.3340998053353061],
  [0.1050930431085774, 1.404613529898575, 1.384590162594685],
  [-0.3308618287255563, 0.214847559468213, 0.09509516302823659],
  [-4.634230498983486, -5.799100973351585, -19.33244095627987],
  [6.228269936347081, 14.17993336680509, 56.69055260068105],
  [4.776384997670288, -13.74514537774601, -65.35303263337234],
  [-5.435455855934631, 4.645852612178535, 26.3124352495832],
];

// ColorBrewer's RdBu in eleven classes (Cynthia Brewer, colour-blind safe), blue first:
// cold colours are negative, warm ones positive, zero is nearly white.
const BLUE_WHITE_RED = [
  [5, 48, 97], [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240], [247, 247, 247],
  [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43], [103, 0, 31],
];

const viridisAt = (t) =>
  [0, 1, 2].map((part) => 255 * VIRIDIS.reduceRight((sum, row) => sum * t + row[part], 0));

function blueWhiteRedAt(t) {
  const place = t * (BLUE_WHITE_RED.length - 1);
  const before = Math.min(Math.floor(place), BLUE_WHITE_RED.length - 2);
  const share = place - before;
  return BLUE_WHITE_RED[before].map(
    (part, i) => part + share * (BLUE_WHITE_RED[before + 1][i] - part));
}

function table(colorAt) {
  const bytes = new Uint8ClampedArray(SIZE * 3);
  for (let i = 0; i < SIZE; i++) bytes.set(colorAt(i / (SIZE - 1)), i * 3);
  return bytes;
}

const TABLES = {
  diverging: table(blueWhiteRedAt),
  viridis: table(viridisAt),
  grey: table((t) => [255 * t, 255 * t, 255 * t]),
};

/** The scale's table; "auto" is diverging where values have signs, and viridis where they have none. */
export function colorTable(scale, signed) {
  return TABLES[scaleName(scale, signed)];
}

/** What "auto" means for such values: diverging or viridis; any other name is itself. */
export function scaleName(scale, signed) {
  if (Object.hasOwn(TABLES, scale)) return scale;
  return signed ? "diverging" : "viridis";
}

/** The values at both ends of a scale: a diverging one has its middle at zero, the others span low to high. */
export function scaleEnds(name, low, high) {
  if (name !== "diverging") return [low, high];
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return [-reach, reach];
}

/** Index into a table (0 to 255) of a value; a range of one value lies at the bottom, and so does NaN. */
export function colorIndex(value, low, high) {
  if (!(high > low)) return 0;
  return Math.max(0, Math.min(SIZE - 1, Math.round(((value - low) / (high - low)) * (SIZE - 1)))) || 0;
}
