// Formulas name the role of their parts: \htmlClass{kernel}{3}. Roles share names with components
// of the page (input, field), so their classes get a prefix of their own.

/** TeX whose roles carry the classes role-input, role-kernel, … */
export function withRoleClasses(tex) {
  return tex.replace(/\\htmlClass\{(?!role-)([a-z]+)\}/g, "\\htmlClass{role-$1}");
}

/** How KaTeX typesets them; what it cannot read it refuses, rather than print it with a style of its own. */
export const TYPESETTING = {
  output: "html",
  strict: "ignore",
  trust: ({ command }) => command === "\\htmlClass",
};
