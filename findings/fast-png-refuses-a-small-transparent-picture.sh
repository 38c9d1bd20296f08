#!/bin/sh
# fast-png 8.0.0, Node.js 20.15 or later.
#
# Behaviour: an RGB picture (8 bits) with one transparent colour (tRNS). Seen:
#
#   2 x 1: tRNS chunk contains more alpha values than there are pixels (3 vs 2)
#   3 x 1: decoded
#
# Why it surprises: in a picture without a palette tRNS does not hold an alpha value a pixel but one colour,
# three numbers, however many pixels there are (PNG, third edition, 11.3.1.1). The limit counts them as
# alphas, so a valid picture of one or two pixels, as icons, test cards and tiles of one colour are, is
# refused, and the same colours three pixels wide are not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts fast-png@8.0.0

cat >small.mjs <<'JS'
import { decode } from "fast-png";
import { crc32, deflateSync } from "node:zlib";

function chunk(name, bytes) {
  const body = Buffer.concat([Buffer.from(name), Buffer.from(bytes)]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(bytes.length);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

for (const width of [2, 3]) {
  const picture = Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", [0, 0, 0, width, 0, 0, 0, 1, 8, 2, 0, 0, 0]),
    chunk("tRNS", [0, 10, 0, 20, 0, 30]),
    chunk("IDAT", deflateSync(Buffer.from([0, ...Array(width).fill([10, 20, 30]).flat()]))),
    chunk("IEND", []),
  ]);
  let seen = "decoded";
  try { decode(picture); } catch (refused) { seen = refused.message; }
  console.log(`${width} x 1: ${seen}`);
}
JS
node small.mjs >seen.txt
cat seen.txt
cat >expected.txt <<'TXT'
2 x 1: tRNS chunk contains more alpha values than there are pixels (3 vs 2)
3 x 1: decoded
TXT
diff expected.txt seen.txt
