import assert from "node:assert/strict";
import { test } from "node:test";
import { filterPictures } from "../../main/resources/static/js/lib/filters.js";

test("three inputs are the colours of one picture, and nothing is middle grey", () => {
  const [first, second, ...others] = filterPictures({ shape: [2, 3, 1, 1], values: [1, 0, -1, 0.5, 0.5, 0.5] });
  assert.deepEqual(Array.from(first.pixels), [255, 128, 0, 255]);
  assert.deepEqual(Array.from(second.pixels), [191, 191, 191, 255]);
  assert.equal(others.length, 0);
});

test("one input is grey, two are pictures of their own", () => {
  const grey = filterPictures({ shape: [1, 1, 1, 2], values: [-2, 2] });
  assert.deepEqual(Array.from(grey[0].pixels), [0, 0, 0, 255, 255, 255, 255, 255]);
  const pairs = filterPictures({ shape: [2, 2, 1, 1], values: [1, 2, 3, 4] });
  assert.deepEqual(pairs.map(({ filter, input }) => [filter, input]), [[0, 0], [0, 1], [1, 0], [1, 1]]);
});

test("filters of nothing are grey, and of many the first are shown", () => {
  const pictures = filterPictures({ shape: [200, 1, 1, 1], values: new Array(200).fill(0) }, 8);
  assert.equal(pictures.length, 8);
  assert.equal(pictures[7].pixels[0], 128);
});
