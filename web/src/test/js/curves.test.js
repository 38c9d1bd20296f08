import assert from "node:assert/strict";
import { test } from "node:test";
import { ceiling, dots, lossTop, placed, polyline, smoothed, thinned, ticks } from "../../main/resources/static/js/lib/curves.js";

test("a smooth line begins where the values do and stays at what does not change", () => {
  assert.deepEqual(smoothed([3, 3, 3]).map((value) => Math.round(value * 1e9) / 1e9), [3, 3, 3]);
  // Half of what was, half of what is: (0.25 · 1 + 0.5 · 3) / 0.75.
  assert.equal(smoothed([1, 3], 0.5)[1], 1.75 / 0.75);
});

test("what is no number is passed over by a smooth line", () => {
  assert.deepEqual(smoothed([2, NaN, 2], 0.5), [2, 2, 2]);
});

test("of many steps some are drawn, the last one always", () => {
  assert.deepEqual(thinned(3, 10), [0, 1, 2]);
  assert.deepEqual(thinned(10, 4), [0, 4, 8, 9]);
  assert.deepEqual(thinned(13, 4), [0, 4, 8, 12]);
  assert.deepEqual(thinned(0, 4), []);
});

test("axes end at one, two or five of a power of ten", () => {
  assert.deepEqual([0.3, 1, 2.31, 7, 1250].map(ceiling), [0.5, 1, 5, 10, 2000]);
  assert.equal(ceiling(0), 1);
  assert.deepEqual(ticks(5), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(ticks(1250), [0, 500, 1000]);
});

test("a leap of the first steps does not flatten the curve behind it", () => {
  assert.equal(lossTop([90, 40, 20, 9, 4, 1.9, 1.2], [1.5]), 2);
  assert.equal(lossTop([2.3], []), 5);
  assert.equal(lossTop([], []), 1);
});

test("a point is placed from the top left, and what is too high at the top", () => {
  assert.deepEqual(placed(25, 1, 100, 4), [25, 75]);
  assert.deepEqual(placed(100, 9, 100, 4), [100, 0]);
  assert.equal(polyline([[0, 75], [25, 0]]), "0,75 25,0");
  assert.equal(dots([[0, 75], [25, 0]]), "M0 75h0M25 0h0");
});
