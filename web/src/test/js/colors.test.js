import assert from "node:assert/strict";
import { test } from "node:test";
import { colorIndex, colorTable, scaleEnds, scaleName } from "../../main/resources/static/js/lib/colors.js";

const color = (table, i) => [...table.slice(3 * i, 3 * i + 3)];

test("viridis goes from dark violet to yellow and gets lighter all the way", () => {
  const table = colorTable("viridis", false);
  assert.equal(table.length, 768);
  near(color(table, 0), [68, 1, 84], 5);
  near(color(table, 128), [33, 145, 140], 5);
  near(color(table, 255), [253, 231, 37], 5);
  const lightness = Array.from({ length: 256 }, (_, i) => luminance(color(table, i)));
  assert.ok(lightness.every((l, i) => i === 0 || l > lightness[i - 1] - 0.5));
});

test("zero is nearly white on the diverging scale, negative blue and positive red", () => {
  const table = colorTable("diverging", true);
  near(color(table, 127), [247, 247, 247], 3);
  assert.ok(color(table, 20)[2] > color(table, 20)[0]);
  assert.ok(color(table, 235)[0] > color(table, 235)[2]);
});

test("auto is diverging for values with signs only", () => {
  assert.equal(scaleName("auto", true), "diverging");
  assert.equal(scaleName("auto", false), "viridis");
  assert.equal(scaleName("grey", true), "grey");
});

test("a diverging scale has zero in its middle", () => {
  assert.deepEqual(scaleEnds("diverging", -1, 3), [-3, 3]);
  assert.deepEqual(scaleEnds("viridis", -1, 3), [-1, 3]);
  assert.deepEqual(scaleEnds("diverging", 0, 0), [-1, 1]);
});

test("every value has a colour, also outside the range, in an empty one, and NaN", () => {
  assert.equal(colorIndex(-9, 0, 1), 0);
  assert.equal(colorIndex(9, 0, 1), 255);
  assert.equal(colorIndex(0.5, 0, 1), 128);
  assert.equal(colorIndex(4, 4, 4), 0);
  assert.equal(colorIndex(NaN, 0, 1), 0);
});

function luminance([r, g, b]) {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function near(actual, expected, tolerance) {
  actual.forEach((part, i) => assert.ok(Math.abs(part - expected[i]) <= tolerance, `${actual} is not ${expected}`));
}
