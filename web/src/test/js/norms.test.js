import assert from "node:assert/strict";
import { test } from "node:test";
import { logShare, moved, oddity } from "../../main/resources/static/js/lib/norms.js";

test("each power of ten is equally far", () => {
  assert.equal(Math.round(1e6 * logShare(1e-2, [1e-8, 1e4])), 500000);
  assert.equal(logShare(0, [1e-8, 1]), 0);
  assert.equal(logShare(7, [1e-8, 1]), 1);
  assert.equal(logShare(NaN, [1e-8, 1]), 0);
});

test("a layer says what is odd about its step", () => {
  assert.equal(oddity({ gradient: 0.02, change: 0.001, weight: 1.2 }), "");
  assert.equal(oddity({ gradient: 1e-9, change: 1e-9, weight: 1 }), "vanishes");
  assert.equal(oddity({ gradient: 1e5, change: 1, weight: 1 }), "explodes");
  assert.equal(oddity({ gradient: Infinity, change: 0, weight: 1 }), "explodes");
  assert.equal(oddity({ gradient: 1, change: 0.5, weight: 1 }), "leaps");
  assert.equal(moved({ change: 0.5, weight: 2 }), 0.25);
});
