import assert from "node:assert/strict";
import { test } from "node:test";

import { percent } from "../../main/resources/static/js/lib/numbers.js";
import { winner } from "../../main/resources/static/js/lib/shares.js";

test("the largest of shares is what it is", () => {
  assert.deepEqual(winner([0.25, 0.75, 0], true), { unit: 1, share: 0.75 });
});

test("other numbers become shares by softmax, however large they are", () => {
  const { unit, share } = winner([1000, 1000 + Math.log(3)], false);
  assert.equal(unit, 1);
  assert.ok(Math.abs(share - 0.75) < 1e-9, share);
  assert.deepEqual(winner([-1e30, -1e30], false), { unit: 0, share: 0.5 });
});

test("percentages have a fraction below ten and are never 0 for something", () => {
  assert.deepEqual([0.93, 0.0451, 0.0001, 1, 0].map((share) => percent(share)), ["93 %", "4.5 %", "< 0.1 %", "100 %", "0 %"]);
  assert.equal(percent(0.0451, "es"), "4,5 %");
});
