import assert from "node:assert/strict";
import { test } from "node:test";
import { shifted } from "../../main/resources/static/js/lib/shift.js";

const size = { height: 32, width: 64 };

test("a picture moves by whole pixels", () => {
  assert.deepEqual(shifted({ dy: 1, dx: -2 }, { dy: 0.6, dx: 1.2 }, size), { dy: 2, dx: -1 });
});

test("and never further than out of sight", () => {
  assert.deepEqual(shifted({ dy: 0, dx: 0 }, { dy: -90, dx: 90 }, size), { dy: -32, dx: 64 });
});
