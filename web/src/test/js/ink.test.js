import assert from "node:assert/strict";
import { test } from "node:test";
import { colorTable } from "../../main/resources/static/js/lib/colors.js";
import { inkOn, luminance } from "../../main/resources/static/js/lib/ink.js";

test("numbers can be read on every colour of every scale", () => {
  for (const scale of ["viridis", "diverging", "grey"]) {
    const table = colorTable(scale, false);
    for (let i = 0; i < 256; i++) {
      const rgb = [...table.slice(3 * i, 3 * i + 3)];
      const ink = inkOn(rgb) === "black" ? 0 : 1;
      const [dark, light] = [luminance(rgb), ink].sort((a, b) => a - b);
      assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, `${scale} ${i}`);
    }
  }
});
