#!/bin/sh
# @tensorflow/tfjs 4.22.0 (backend "cpu"), Node.js 20 or later.
#
# Behaviour: avgPool over 5 x 5 with a window of 2, stride 2, padding 1 and dimRoundingMode "ceil" or
# "round". Seen: 4 x 4, of which the last row and the last column, 7 of 16 numbers, are NaN.
#
# Why it surprises: the last window would begin behind the padding. PyTorch and ONNX (since opset 22) have
# the rule that such a window is dropped, so ceil_mode gives 3 x 3 there; here it is kept, averages no pixel
# at all, and 0 / 0 makes NaN out of a picture without any. maxPool says -Infinity in the same places.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0

cat >pool.cjs <<'JS'
const tf = require("@tensorflow/tfjs");
(async () => {
  await tf.setBackend("cpu");
  const picture = tf.range(1, 26).reshape([1, 5, 5, 1]);
  for (const rounding of ["floor", "ceil", "round"]) {
    const pooled = tf.avgPool(picture, 2, 2, 1, rounding);
    const bad = pooled.dataSync().filter(Number.isNaN).length;
    const lowest = tf.maxPool(picture, 2, 2, 1, rounding).dataSync().filter((value) => value === -Infinity).length;
    console.log(`pooled ${rounding}: ${pooled.shape[1]} x ${pooled.shape[2]}, NaN ${bad}, -Infinity ${lowest}`);
  }
})();
JS
node pool.cjs 2>/dev/null | grep '^pooled' >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
pooled floor: 3 x 3, NaN 0, -Infinity 0
pooled ceil: 4 x 4, NaN 7, -Infinity 7
pooled round: 4 x 4, NaN 7, -Infinity 7
TXT
diff expected.txt seen.txt
