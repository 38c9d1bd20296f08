#!/bin/sh
# @tensorflow/tfjs 4.22.0 (backend "cpu"), Node.js 20 or later.
#
# Behaviour: the layer upSampling2d({size: [1, 2], interpolation: "bilinear"}) of [1, 2, 3, 4]. Seen:
#
#   upSampling2d        1 1.5 2 2.5 3 3.5 4 4
#   half-pixel centres  1 1.25 1.75 2.25 2.75 3.25 3.75 4
#
# Why it surprises: a converted Keras model has the same layer, name and argument, but Keras 2 and 3 (and
# PyTorch's Upsample, ONNX's Resize) sample between pixel centres and give the second row. TensorFlow.js can:
# tf.image.resizeBilinear has halfPixelCenters; its layer leaves it at false. Every map behind it is moved
# up and to the left by a quarter of a pixel, and the last row and column stand twice.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0

cat >upsample.cjs <<'JS'
const tf = require("@tensorflow/tfjs");
(async () => {
  await tf.setBackend("cpu");
  const picture = tf.tensor4d([1, 2, 3, 4], [1, 1, 4, 1]);
  const layer = tf.layers.upSampling2d({ size: [1, 2], interpolation: "bilinear" });
  console.log("upSampling2d", layer.apply(picture).dataSync().join(" "));
  console.log("half-pixel centres", tf.image.resizeBilinear(picture, [1, 8], false, true).dataSync().join(" "));
})();
JS
node upsample.cjs 2>/dev/null | grep -E '^(upSampling2d|half)' >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
upSampling2d 1 1.5 2 2.5 3 3.5 4 4
half-pixel centres 1 1.25 1.75 2.25 2.75 3.25 3.75 4
TXT
diff expected.txt seen.txt
