#!/bin/sh
# onnxruntime-web 1.30.0 and onnxruntime-node 1.30.0 in one process, Node.js 20 or later.
#
# Behaviour: InferenceSession.create of onnxruntime-web, without executionProviders, computes by wasm; once
# onnxruntime-node has been loaded anywhere in the process, the same call computes by the native library.
# Seen by a network on which the two builds differ (MaxPool of [NaN, 1, 2, 3]):
#
#   web alone: NaN    web after node was loaded: 3    and with executionProviders ["wasm"]: NaN
#
# Why it surprises: nothing is passed from one package to the other; both register their backends in
# onnxruntime-common's one list, where the native one comes first. A test that compares the two builds
# compares one with itself and always passes, unless it names the provider.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
export ONNXRUNTIME_NODE_INSTALL=skip
npm install --silent --no-audit --no-fund --ignore-scripts \
  onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-proto@8.0.1

cat >beside.cjs <<'JS'
const { onnx } = require("onnx-proto");
const web = require("onnxruntime-web");
web.env.wasm.numThreads = 1;

const tensor = (name, dims) => ({ name, type: { tensorType: { elemType: 1, shape: dims && { dim: dims.map((dimValue) => ({ dimValue })) } } } });
const network = Buffer.from(onnx.ModelProto.encode(onnx.ModelProto.fromObject({
  irVersion: 8, opsetImport: [{ domain: "", version: 18 }],
  graph: { name: "pool", node: [{ opType: "MaxPool", input: ["x"], output: ["y"], attribute: [{ name: "kernel_shape", type: 7, ints: [2, 2] }] }],
    input: [tensor("x", [1, 1, 2, 2])], output: [tensor("y")] },
})).finish());

async function pooled(options) {
  const session = await web.InferenceSession.create(network, { logSeverityLevel: 4, ...options });
  const x = new web.Tensor("float32", Float32Array.of(NaN, 1, 2, 3), [1, 1, 2, 2]);
  return (await session.run({ x })).y.data[0];
}

(async () => {
  console.log("web alone:", await pooled({}));
  require("onnxruntime-node");
  console.log("web after node was loaded:", await pooled({}));
  console.log("web by name:", await pooled({ executionProviders: ["wasm"] }));
})();
JS
node beside.cjs >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
web alone: NaN
web after node was loaded: 3
web by name: NaN
TXT
diff expected.txt seen.txt
