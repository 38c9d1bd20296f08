// Moving a cursor over a grid by keyboard, as in spreadsheets and the ARIA grid pattern.

/** The cell reached from {y, x} by a key, or null if the key does not move. Control jumps to the grid's ends. */
export function moved({ y, x }, key, { height, width }, control = false) {
  const at = (row, column) => ({
    y: Math.max(0, Math.min(height - 1, row)),
    x: Math.max(0, Math.min(width - 1, column)),
  });
  switch (key) {
    case "ArrowUp": return at(control ? 0 : y - 1, x);
    case "ArrowDown": return at(control ? height - 1 : y + 1, x);
    case "ArrowLeft": return at(y, control ? 0 : x - 1);
    case "ArrowRight": return at(y, control ? width - 1 : x + 1);
    case "Home": return at(control ? 0 : y, 0);
    case "End": return at(control ? height - 1 : y, width - 1);
    default: return null;
  }
}

/** The same on items laid out row by row in columns; PageUp and PageDown go three rows. */
export function movedIndex(index, key, count, columns) {
  const to = (i) => Math.max(0, Math.min(count - 1, i));
  switch (key) {
    case "ArrowLeft": return to(index - 1);
    case "ArrowRight": return to(index + 1);
    case "ArrowUp": return index < columns ? index : index - columns;
    case "ArrowDown": return index + columns >= count ? index : index + columns;
    case "PageUp": return to(index - 3 * columns);
    case "PageDown": return to(index + 3 * columns);
    case "Home": return 0;
    case "End": return count - 1;
    default: return null;
  }
}
