// The places of a square that slides over a picture. Its last row and column end with the picture.
// A slide is {height, width, size, stride, rows, columns}.

/** The rows and columns that it covers there, all ends included. */
export function covered({ row, column }, { height, width, size, stride }) {
  const top = Math.min(row * stride, height - size);
  const left = Math.min(column * stride, width - size);
  return { top, left, bottom: top + size - 1, right: left + size - 1 };
}

/** The place whose middle is nearest to a point of the picture, in pixels. */
export function nearest({ y, x }, { size, stride, rows, columns, height, width }) {
  const along = (at, length, count) => {
    const places = Array.from({ length: count }, (_, i) => Math.min(i * stride, length - size));
    const far = (start) => Math.abs(start + size / 2 - at);
    return places.reduce((best, start, i) => far(start) < far(places[best]) ? i : best, 0);
  };
  return { row: along(y, height, rows), column: along(x, width, columns) };
}
