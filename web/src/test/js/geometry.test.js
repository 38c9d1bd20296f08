import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, zoomedAt } from "../../main/resources/static/js/lib/scene.js";
import { clipped, extent, fieldBox, overhang, pair, placed, viewport } from "../../main/resources/static/js/lib/field.js";
import { moved, movedIndex } from "../../main/resources/static/js/lib/grid.js";
import { stepped } from "../../main/resources/static/js/lib/pairs.js";
import { withRoleClasses } from "../../main/resources/static/js/lib/tex.js";

const conv4 = { rows: extent("2 0:13"), columns: extent("2 0:13") };

test("a unit's box starts where its unit of the pattern does, as often further as the pattern came", () => {
  assert.deepEqual(fieldBox(conv4, 17, 11), { top: 34, left: 22, bottom: 48, right: 36 });
  assert.deepEqual(fieldBox({ rows: extent("1 -1:1"), columns: extent("1 -1:1") }, 0, 0),
    { top: -1, left: -1, bottom: 2, right: 2 });
});

test("units behind something enlarged see more or less by their place, or nothing", () => {
  const enlarged = { rows: extent("1 -1:0 0:0 0:1"), columns: extent("1 0:0 -") };
  assert.deepEqual(fieldBox(enlarged, 5, 4), { top: 1, left: 2, bottom: 3, right: 3 });
  assert.equal(fieldBox(enlarged, 5, 3), null);
});

test("what lies outside the picture is counted on each side", () => {
  const box = { top: -3, left: 10, bottom: 20, right: 70 };
  assert.deepEqual(overhang(box, 64, 64), { top: 3, left: 0, bottom: 0, right: 6 });
});

test("a box inside the picture needs no margin, an overhanging one makes room on all sides alike", () => {
  assert.deepEqual(viewport(fieldBox(conv4, 17, 11), 64, 64), { top: -0, left: -0, height: 64, width: 64 });
  const view = viewport({ top: -16, left: 0, bottom: 16, right: 32 }, 64, 64);
  assert.deepEqual(view, { top: -16, left: -16, height: 96, width: 96 });
  assert.deepEqual(placed({ top: 0, left: 0, bottom: 64, right: 64 }, view),
    { top: 1 / 6, left: 1 / 6, height: 2 / 3, width: 2 / 3 });
});

test("the margin never exceeds half a picture", () => {
  assert.equal(viewport({ top: -217, left: -217, bottom: 218, right: 218 }, 224, 224).height, 448);
});

test("a field larger than the viewport is cut, and says where", () => {
  const view = { top: -32, left: -32, height: 128, width: 128 };
  assert.deepEqual(clipped({ top: -90, left: 0, bottom: 40, right: 200 }, view),
    { box: { top: -32, left: 0, bottom: 40, right: 96 }, cut: ["top", "right"] });
});

test("pairs are read from attributes", () => {
  assert.deepEqual(pair("14 12"), [14, 12]);
});

test("arrow keys move one cell and stop at the border; Control jumps", () => {
  const size = { height: 4, width: 6 };
  assert.deepEqual(moved({ y: 0, x: 5 }, "ArrowUp", size), { y: 0, x: 5 });
  assert.deepEqual(moved({ y: 0, x: 5 }, "ArrowLeft", size), { y: 0, x: 4 });
  assert.deepEqual(moved({ y: 1, x: 1 }, "ArrowDown", size, true), { y: 3, x: 1 });
  assert.deepEqual(moved({ y: 1, x: 1 }, "End", size, true), { y: 3, x: 5 });
  assert.equal(moved({ y: 1, x: 1 }, "a", size), null);
});

test("in a gallery, up and down keep the column", () => {
  assert.equal(movedIndex(1, "ArrowUp", 10, 4), 1);
  assert.equal(movedIndex(5, "ArrowUp", 10, 4), 1);
  assert.equal(movedIndex(7, "ArrowDown", 10, 4), 7);
  assert.equal(movedIndex(9, "ArrowRight", 10, 4), 9);
  assert.equal(movedIndex(0, "End", 2048, 12), 2047);
});

test("stepping a field steps all its numbers, not below the minimum", () => {
  assert.equal(stepped("3, 5", 1), "4, 6");
  assert.equal(stepped("1", -1, 1), "1");
  assert.equal(stepped("same", 1), null);
});

test("roles in formulas get classes of their own", () => {
  assert.equal(withRoleClasses(String.raw`\htmlClass{kernel}{3}`), String.raw`\htmlClass{role-kernel}{3}`);
  assert.equal(withRoleClasses(String.raw`\htmlClass{role-input}{3}`), String.raw`\htmlClass{role-input}{3}`);
});

test("zooming keeps what lies under the pointer in its place", () => {
  assert.deepEqual(zoomedAt({ zoom: 1, left: 100, top: 0 }, 2, { x: 50, y: 10 }), { zoom: 2, left: 250, top: 10 });
  assert.equal(zoomedAt({ zoom: 1, left: 0, top: 0 }, 100, { x: 0, y: 0 }).zoom, 3);
});

test("what fits is shown at its natural size, never larger", () => {
  assert.equal(fitted(2000, 1000), 0.5);
  assert.equal(fitted(500, 1000), 1);
  assert.equal(fitted(100000, 1000), 0.1);
});
