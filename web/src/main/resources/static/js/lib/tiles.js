// Many small kernels in one picture, a line of nothing around each. Nothing here knows of canvases.

/** The picture's size in cells: tiles in rows and columns with a gap of one cell around each. */
export function tiledSize({ rows, columns, height, width }) {
  return { height: rows * (height + 1) + 1, width: columns * (width + 1) + 1 };
}

/** Where a tile begins in that picture. */
export function tileAt(tile, { columns, height, width }) {
  return { y: Math.floor(tile / columns) * (height + 1) + 1, x: (tile % columns) * (width + 1) + 1 };
}

/** The tile at a place given as shares of the picture's size; gaps belong to the tile behind. */
export function tileUnder(yShare, xShare, grid) {
  const size = tiledSize(grid);
  const place = (share, cells, step, count) =>
    Math.max(0, Math.min(count - 1, Math.floor((share * cells) / step)));
  return {
    row: place(yShare, size.height, grid.height + 1, grid.rows),
    column: place(xShare, size.width, grid.width + 1, grid.columns),
  };
}

/** Lays pixels (4 bytes each) of tiles one behind the other out as that picture; gaps stay transparent. */
export function tiled(pixels, grid) {
  const size = tiledSize(grid);
  const out = new Uint8ClampedArray(size.height * size.width * 4);
  const count = pixels.length / 4 / (grid.height * grid.width);
  for (let tile = 0; tile < count; tile++) {
    const { y, x } = tileAt(tile, grid);
    for (let row = 0; row < grid.height; row++) {
      const from = (tile * grid.height + row) * grid.width * 4;
      out.set(pixels.subarray(from, from + grid.width * 4), ((y + row) * size.width + x) * 4);
    }
  }
  return out;
}
