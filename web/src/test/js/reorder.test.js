import assert from "node:assert/strict";
import { test } from "node:test";
import { behind } from "../../main/resources/static/js/lib/reorder.js";

const ids = ["a", "b", "c", "d"];

test("entries move one place up or down together", () => {
  assert.equal(behind(ids, ["b", "c"], -1), "input");
  assert.equal(behind(ids, ["b", "c"], 1), "d");
  assert.equal(behind(ids, ["c"], -1), "a");
});

test("entries at an end stay there", () => {
  assert.equal(behind(ids, ["a"], -1), null);
  assert.equal(behind(ids, ["c", "d"], 1), null);
});
