#!/bin/sh
# onnxruntime-node 1.30.0 and onnxruntime-web 1.30.0 (wasm), Node.js 20 or later.
#
# Behaviour: the largest of four numbers of which one is NaN depends on where it stands, on the operator
# and on the build. Seen:
#
#   MaxPool   [NaN, 1, 2, 3]  node 3    web NaN      MaxPool   [3, 1, 2, NaN]  node NaN  web NaN
#   ReduceMax [NaN, 1, 2, 3]  node NaN  web NaN      ReduceMax [3, 1, 2, NaN]  node 3    web 3
#
# Why it surprises: PyTorch, NumPy and TensorFlow say NaN in all of these, so a network whose numbers have
# gone bad shows it behind a pooling layer there; here it looks healthy. The native build forgets a NaN
# that comes first in MaxPool and one that comes last in ReduceMax, and the same version in a browser
# disagrees with it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
export ONNXRUNTIME_NODE_INSTALL=skip # the processor's library is in the package; others are not needed
npm install --silent --no-audit --no-fund --ignore-scripts \
  onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-proto@8.0.1

cat >max.cjs <<'JS'
const { onnx } = require("onnx-proto");
const builds = {
  node: { ...require("onnxruntime-node"), provider: "cpu" },
  web: { ...require("onnxruntime-web"), provider: "wasm" }, // else it would be the other one's
};
builds.web.env.wasm.numThreads = 1;

// A network of one operator over [1, 1, 2, 2].
function network(operator, attributes) {
  const tensor = (name, dims) => ({ name, type: { tensorType: { elemType: 1, shape: dims && { dim: dims.map((dimValue) => ({ dimValue })) } } } });
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject({
    irVersion: 8, opsetImport: [{ domain: "", version: 18 }],
    graph: { name: "max", node: [{ opType: operator, input: ["x"], output: ["y"], attribute: attributes }],
      input: [tensor("x", [1, 1, 2, 2])], output: [tensor("y")] },
  })).finish();
}

async function largest(build, bytes, numbers) {
  const session = await build.InferenceSession.create(Buffer.from(bytes),
    { executionProviders: [build.provider], logSeverityLevel: 4 });
  const { y } = await session.run({ x: new build.Tensor("float32", Float32Array.from(numbers), [1, 1, 2, 2]) });
  return String(y.data[0]);
}

(async () => {
  const networks = {
    MaxPool: network("MaxPool", [{ name: "kernel_shape", type: 7, ints: [2, 2] }]),
    ReduceMax: network("ReduceMax", [{ name: "keepdims", type: 2, i: 1 }]),
  };
  for (const [operator, bytes] of Object.entries(networks)) {
    for (const numbers of [[NaN, 1, 2, 3], [3, 1, 2, NaN]]) {
      const seen = [];
      for (const [name, build] of Object.entries(builds)) seen.push(`${name} ${await largest(build, bytes, numbers)}`);
      console.log(`${operator} [${numbers}] ${seen.join(" ")}`);
    }
  }
})();
JS
node max.cjs >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
MaxPool [NaN,1,2,3] node 3 web NaN
MaxPool [3,1,2,NaN] node NaN web NaN
ReduceMax [NaN,1,2,3] node NaN web NaN
ReduceMax [3,1,2,NaN] node 3 web 3
TXT
diff expected.txt seen.txt
