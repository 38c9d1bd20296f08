import assert from "node:assert/strict";
import { test } from "node:test";
import { mirrored } from "../../main/resources/static/js/lib/mirror.js";

test("a cell is mirrored to where it lies on the picture", () => {
  const large = { height: 8, width: 8 };
  const small = { height: 4, width: 2 };
  assert.deepEqual(mirrored({ y: 7, x: 0 }, large, small), { y: 3, x: 0 });
  assert.deepEqual(mirrored({ y: 3, x: 1 }, small, large), { y: 7, x: 6 });
  assert.deepEqual(mirrored({ y: 5, x: 2 }, large, large), { y: 5, x: 2 });
});
