import assert from "node:assert/strict";
import { test } from "node:test";
import { covered, nearest } from "../../main/resources/static/js/lib/places.js";

const slide = { height: 9, width: 12, size: 4, stride: 2, rows: 4, columns: 5 };

test("a square covers its own rows and columns, and the last ones end with the picture", () => {
  assert.deepEqual(covered({ row: 1, column: 2 }, slide), { top: 2, left: 4, bottom: 5, right: 7 });
  assert.deepEqual(covered({ row: 3, column: 4 }, slide), { top: 5, left: 8, bottom: 8, right: 11 });
});

test("whoever points at the picture gets the place whose middle is nearest", () => {
  assert.deepEqual(nearest({ y: 0, x: 0 }, slide), { row: 0, column: 0 });
  assert.deepEqual(nearest({ y: 4.1, x: 6.2 }, slide), { row: 1, column: 2 });
  assert.deepEqual(nearest({ y: 9, x: 12 }, slide), { row: 3, column: 4 });
});

test("every place can be pointed at", () => {
  for (let row = 0; row < slide.rows; row++) {
    for (let column = 0; column < slide.columns; column++) {
      const { top, left } = covered({ row, column }, slide);
      assert.deepEqual(nearest({ y: top + 2, x: left + 2 }, slide), { row, column });
    }
  }
});
