#!/bin/sh
# @tensorflow/tfjs 4.22.0 (backend "cpu"), Node.js 20 or later.
#
# Behaviour: gradients at the bends of |x| and of max. Seen:
#
#   abs at 0:               -1
#   max of [1, 1]:          1 1
#   maxPool of [1, 1; 1, 1]: 1 0 0 0
#
# Why it surprises: PyTorch and TensorFlow give abs the slope 0 at 0; -1 pushes weights that are exactly zero
# (pruned, or begun with zeros) away from it under an L1 penalty. And the largest of two equal numbers passes
# its gradient on twice, so gradients grow at ties, while maxPool in the same library gives it to the first
# alone, and TensorFlow's reduce_max and PyTorch's amax divide it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0

cat >slope.cjs <<'JS'
const tf = require("@tensorflow/tfjs");
(async () => {
  await tf.setBackend("cpu");
  const slope = (f, at) => tf.grad(f)(at).dataSync().join(" ");
  console.log("abs at 0:", slope((x) => tf.abs(x).sum(), tf.tensor1d([0])));
  console.log("max of [1, 1]:", slope((x) => tf.max(x), tf.tensor1d([1, 1])));
  console.log("maxPool of [1, 1; 1, 1]:", slope((x) => tf.maxPool(x, 2, 1, "valid").sum(), tf.ones([1, 2, 2, 1])));
})();
JS
node slope.cjs 2>/dev/null | grep -E '^(abs|max)' >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
abs at 0: -1
max of [1, 1]: 1 1
maxPool of [1, 1; 1, 1]: 1 0 0 0
TXT
diff expected.txt seen.txt
