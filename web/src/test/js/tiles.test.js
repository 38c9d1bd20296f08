import assert from "node:assert/strict";
import { test } from "node:test";
import { tileAt, tiled, tiledSize, tileUnder } from "../../main/resources/static/js/lib/tiles.js";

const grid = { rows: 2, columns: 3, height: 1, width: 2 };

test("tiles lie in rows and columns with a gap around each", () => {
  assert.deepEqual(tiledSize(grid), { height: 5, width: 10 });
  assert.deepEqual(tileAt(4, grid), { y: 3, x: 4 });
  assert.deepEqual(tileUnder(0.9, 0.5, grid), { row: 1, column: 1 });
  assert.deepEqual(tileUnder(0, 1, grid), { row: 0, column: 2 });
});

test("pixels of tile after tile are laid out as one picture", () => {
  const pixels = new Uint8ClampedArray(4 * 2 * 4);
  for (let i = 0; i < 8; i++) pixels[4 * i] = i + 1;
  const reds = Array.from(tiled(pixels, grid)).filter((_, i) => i % 4 === 0);
  assert.deepEqual(reds, [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 1, 2, 0, 3, 4, 0, 5, 6, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 7, 8, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]);
});
