#!/bin/sh
# KaTeX 0.18.11, Node.js 18 or later.
#
# Behaviour: words with a sign of set theory or order in \text{…}. Seen:
#
#   \text{∈}  drawn, with a warning of strict mode      \text{∉}  KaTeX parse error
#   \text{=}  drawn                                     \text{≠}  KaTeX parse error
#   outside of \text all four are drawn
#
#   KaTeX parse error: Can't use function '\mathrel' in text mode at position 14: ...
#
# Why it surprises: of two signs that differ by a stroke the plain one is drawn, and the negated one ends the
# whole formula. The negated signs are macros with \mathrel inside, which is for formulas only, so the option
# strict: "ignore" does not help, and the error names a command that nobody has written, at a place in a text
# that nobody sees. A caption that is put into a formula ("the last layer ∉ the block") is refused for it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts katex@0.18.11

cat >signs.cjs <<'JS'
const katex = require("katex");

function drawn(formula, strict) {
  try {
    katex.renderToString(formula, { throwOnError: true, strict });
    return "drawn";
  } catch (error) {
    return error.message.includes("\\mathrel") && error.message.includes("text mode") ? "\\mathrel" : error.message;
  }
}

const expected = { "∈": "drawn", "=": "drawn", "∉": "\\mathrel", "≠": "\\mathrel", "∌": "\\mathrel" };
for (const [sign, inText] of Object.entries(expected)) {
  for (const [formula, wanted] of [[sign, "drawn"], [`\\text{${sign}}`, inText]]) {
    const found = drawn(formula, "ignore");
    console.log(`${formula}\t${found}`);
    if (found !== wanted) {
      throw new Error(`${formula} was ${wanted} when this was written`);
    }
  }
}
JS
node signs.cjs
