import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, formatter, percent, sentence, short, whole } from "../../main/resources/static/js/lib/numbers.js";

test("all values of a view have the same decimals, chosen by the largest", () => {
  const print = formatter(-1.93, 2.41);
  assert.deepEqual([2.41, -0.0684, 0].map(print), ["2.410", "−0.068", "0.000"]);
});

test("what rounds to zero has no sign", () => {
  assert.equal(formatter(0, 12)(-0.00001), "0.00");
});

test("large numbers are whole and separated, very large and very small ones scientific", () => {
  assert.equal(formatter(0, 23456)(12345.6), "12,346");
  assert.equal(formatter(0, 3e-7)(-2.5e-7), "−2.500E−7");
  assert.equal(formatter(0, 3e10)(2e10), "2.000E10");
  assert.equal(whole(61100840), "61,100,840");
});

test("a view of zeros only still prints", () => {
  assert.equal(formatter(0, 0)(0), "0.000");
});

test("a size is not broken over two lines", () => {
  assert.equal(sentence("of your {h} × {w} picture", { h: 64, w: 64 }), "of your 64\u00a0×\u00a064 picture");
});

test("a noun has the form that goes with its number", () => {
  const layers = "{count} {count|capa|capas|de capas}";
  const said = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000, "1.000.000", 1_000_001].map((count) => sentence(layers, { count }));
  assert.deepEqual(said, ["0 capas", "1 capa", "2 capas", "3 capas", "5 capas", "11 capas", "21 capas", "100 capas",
    "1000000 de capas", "1.000.000 de capas", "1000001 capas"]);
  assert.equal(sentence("{count} {count|layer|layers}", { count: 1_000_000 }), "1000000 layers");
  const rules = { en: ["one", "other"], es: ["one", "other", "many"] };
  for (const [language, forms] of Object.entries(rules)) {
    for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000, 3_000_000]) {
      assert.equal(sentence(`{count|${forms.join("|")}}`, { count }), new Intl.PluralRules(language).select(count));
    }
  }
});

test("a sentence gets its numbers, and keeps holes that nothing fills", () => {
  assert.equal(sentence("Unit ({map}, {y}) of {layer}", { map: 4, y: 17 }), "Unit (4, 17) of {layer}");
  assert.equal(sentence(undefined, {}), "");
});

test("shares are percentages with a fraction where that says more", () => {
  assert.equal(percent(0.045), "4.5 %");
  assert.equal(percent(0.93, "es"), "93 %");
  assert.equal(percent(0.0001), "< 0.1 %");
  assert.equal(percent(0), "0 %");
});

test("a time to wait is a round number of the largest unit that says something", () => {
  assert.equal(duration(12.3), "12 sec");
  assert.equal(duration(200), "3 min");
  assert.equal(duration(7200), "2 hr");
  assert.equal(duration(0.2), "1 sec");
});

test("what is very small is said with a power of ten", () => {
  assert.deepEqual([0.0423, 0, 1.25e-10, 3e7].map((value) => short(value)), ["0.042", "0", "1.3\u00b710\u207b\u00b9\u2070", "3\u00b710\u2077"]);
});
