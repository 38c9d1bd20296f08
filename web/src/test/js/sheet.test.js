import assert from "node:assert/strict";
import { test } from "node:test";
import { colorTable } from "../../main/resources/static/js/lib/colors.js";
import { paintThumbnail, paintValues } from "../../main/resources/static/js/lib/paint.js";
import { Sheet } from "../../main/resources/static/js/lib/sheet.js";

/** Two channels of 4×6, thumbnails 1×2. */
function sheetBytes() {
  const view = new DataView(new ArrayBuffer(24 + 2 * 24 + 4));
  [0x46564541, 2, 4, 6, 1, 2].forEach((value, i) => view.setInt32(4 * i, value, true));
  [0, 1, 0.5, 0.25, 0, 1, -2, 2, 0, 1, -1, 1].forEach((value, i) => view.setFloat32(24 + 4 * i, value, true));
  [0, 255, 255, 0].forEach((value, i) => view.setUint8(72 + i, value));
  return view.buffer;
}

test("a sheet knows its shape, statistics and thumbnails", () => {
  const sheet = new Sheet(sheetBytes());
  assert.deepEqual([sheet.channels, sheet.height, sheet.width], [2, 4, 6]);
  assert.deepEqual([sheet.thumbHeight, sheet.thumbWidth], [1, 2]);
  assert.deepEqual(sheet.statistics(1), { min: -2, max: 2, mean: 0, std: 1, low: -1, high: 1 });
  assert.deepEqual([...sheet.steps(1)], [255, 0]);
  assert.deepEqual(sheet.range(), [-2, 2]);
  assert.equal(sheet.liveliest(), 1);
});

test("a cut sheet and a foreign one are refused with a sentence", () => {
  assert.throws(() => new Sheet(sheetBytes().slice(0, 70)), /expected 76 bytes/);
  assert.throws(() => new Sheet(new ArrayBuffer(8)), /at least 24/);
  assert.throws(() => new Sheet(new ArrayBuffer(64)), /magic/);
});

test("a thumbnail has the same colours as the values it stands for", () => {
  const sheet = new Sheet(sheetBytes());
  const table = colorTable("diverging", true);
  assert.deepEqual(
    paintThumbnail(sheet, 1, table, -2, 2),
    paintValues(Float32Array.of(1, -1), table, -2, 2));
});
