// What the course's texts call the parts of the pieces beside them, and where these are.

const PARTS = {
  picture: [".picture-frame", ".shift-pad", ".way:first-child"],
  field: [".sight .picture-frame", ".picture-panel .picture-frame"],
  map: [".map-frame"],
  columns: [".columns", ".scene-window"],
  input: ['.grid[data-kind="input"]', ".input-row"],
  kernel: ['.grid[data-kind="kernel"]'],
  product: ['.grid[data-kind="product"]'],
  subtotal: [".patch-sum"],
  bias: [".sum-table tbody tr:last-child", "#f-bias"],
  total: [".sum-total"],
  arguments: [".fields"],
  shape: ["#q-shape"],
  parameters: ["#q-parameters"],
  macs: ["#q-macs"],
  receptive_field: ["#q-field"],
  table: [".table-scroll"],
  shared: [".wirings :is(th, td):nth-child(2)"],
  local: [".wirings :is(th, td):nth-child(4)"],
  full: [".wirings :is(th, td):nth-child(6)"],
  weights: ["#weights-panel"],
  moved: ['.triple [data-map="0"]'],
  expected: ['.triple [data-map="1"]'],
  difference: ['.triple [data-map="2"]'],
  sizes: [".principles-nav"],
  correlation: ["#correlation-title"],
  places: ["#places-title"],
  denoise: ["#shuffle-title"],
  position: ["#position-title"],
  tolerance: ["#tolerance-title", ".tolerances"],
  moves: ["table.moves"],
};

/** Selectors for the part of that name; a line of the text's code is one as well. */
export function partsOf(name) {
  return /^line-\d+$/.test(name) ? [`[data-line="${name}"]`] : PARTS[name] ?? [];
}
