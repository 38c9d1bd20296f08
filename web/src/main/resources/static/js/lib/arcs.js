// Connections that skip, as arcs above columns of one width.

/** Pairs [from, to] of column indices for every input that is not simply the column before. */
export function skips(columns) {
  const index = new Map(columns.map(({ id }, i) => [id, i]));
  return columns.flatMap(({ inputs }, to) =>
    inputs.map((id) => index.get(id)).filter((from) => from !== undefined && from !== to - 1)
      .map((from) => [from, to]));
}

/** One SVG path for all arcs: longer ones rise higher, by their logarithm, so that 300 layers fit. */
export function arcPath(pairs, { pitch, offset, base, height }) {
  const longest = Math.max(2, ...pairs.map(([from, to]) => to - from));
  return pairs.map(([from, to]) => {
    const left = offset + (from + 0.5) * pitch;
    const right = offset + (to + 0.5) * pitch;
    const rise = height * (0.3 + 0.7 * Math.log(to - from) / Math.log(longest));
    const bend = Math.min(pitch / 2, (right - left) / 2);
    const top = base - rise;
    return `M${left} ${base}C${left} ${top} ${left} ${top} ${left + bend} ${top}`
      + `H${right - bend}C${right} ${top} ${right} ${top} ${right} ${base}`;
  }).join("");
}
