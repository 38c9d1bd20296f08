import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../../main/resources/static/js/lib/find.js";

test("a name is found by its beginning before its middle, and by both before a description", () => {
  const ranks = ["ReLU", "ReLU6", "LeakyReLU", "Conv, norm"].map((name) => rank("relu", name, "ReLU"));
  assert.deepEqual(ranks, [4, 3, 2, 1]);
});

test("every word counts, in any order, without accents and in any script", () => {
  assert.equal(rank("lotes normalizacion", "BatchNorm2d", "normalización por lotes"), 1);
  assert.equal(rank("归一", "BatchNorm2d", "批归一化"), 1);
  assert.equal(rank("conv lotes", "BatchNorm2d", "normalización por lotes"), 0);
});

test("everything answers nothing", () => {
  assert.ok(rank("  ", "Conv2d", "") > 0);
});
