#!/bin/sh
# onnxruntime-node 1.30.0 (ONNX opset 22), Node.js 20 or later.
#
# Behaviour: a ConvTranspose with stride 1, dilation 2 and output_padding 1 is loaded, then refused when it
# runs. Seen, of a message that goes on with the sizes:
#
#   output_padding 0: 4 x 4 of 2 x 2
#   output_padding 1: Computed output shape is inconsistent with input spatial dimensions
#
# Why it surprises: PyTorch takes an output_padding that is smaller than the stride OR the dilation, and
# ONNX's own rule for the size, (stride * (in - 1) + output_padding + (kernel - 1) * dilation + 1 - pads),
# gives 5 x 5 without a condition. So a network that trains and exports without a word stops here, at its
# first picture and not when it is loaded; the check reverses the size by the stride alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
export ONNXRUNTIME_NODE_INSTALL=skip
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1

cat >transposed.cjs <<'JS'
const { onnx } = require("onnx-proto");
const { InferenceSession, Tensor } = require("onnxruntime-node");

function network(outputPadding) {
  const tensor = (name, dims) => ({ name, type: { tensorType: { elemType: 1, shape: dims && { dim: dims.map((dimValue) => ({ dimValue })) } } } });
  const ints = (name, value) => ({ name, type: 7, ints: [value, value] });
  return Buffer.from(onnx.ModelProto.encode(onnx.ModelProto.fromObject({
    irVersion: 8, opsetImport: [{ domain: "", version: 22 }],
    graph: { name: "transposed",
      node: [{ opType: "ConvTranspose", input: ["x", "w"], output: ["y"],
        attribute: [ints("kernel_shape", 2), ints("strides", 1), ints("dilations", 2), ints("output_padding", outputPadding)] }],
      initializer: [{ name: "w", dims: [1, 1, 2, 2], dataType: 1, floatData: [1, 2, 3, 4] }],
      input: [tensor("x", [1, 1, 2, 2])], output: [tensor("y")] },
  })).finish());
}

(async () => {
  for (const outputPadding of [0, 1]) {
    const session = await InferenceSession.create(network(outputPadding), { logSeverityLevel: 4 });
    const x = new Tensor("float32", Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2]);
    const seen = await session.run({ x }, { logSeverityLevel: 4 }).then(
      ({ y }) => `${y.dims[2]} x ${y.dims[3]}`,
      ({ message }) => /Computed output shape is inconsistent with input spatial dimensions/.exec(message)?.[0] ?? message);
    console.log(`output_padding ${outputPadding}: ${seen}`);
  }
})();
JS
node transposed.cjs 2>/dev/null >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
output_padding 0: 4 x 4
output_padding 1: Computed output shape is inconsistent with input spatial dimensions
TXT
diff expected.txt seen.txt
