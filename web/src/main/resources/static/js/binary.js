// Fetching activations. Their addresses hold a digest of the content, so an answer never changes
// and may be kept; only the most recent are, since a deep layer's sheet has 200 kB.

import { Sheet } from "./lib/sheet.js";

const KEPT = 48;
const answers = new Map();

/** The sheet at this address. */
export const fetchSheet = (url) => once(url, (buffer) => new Sheet(buffer));

/** The exact values at this address, row by row. */
export const fetchValues = (url) => once(url, (buffer) => new Float32Array(buffer));

function once(url, decode) {
  let answer = answers.get(url);
  // Taken out and put back, so that the first in the map is the one not used for longest.
  answers.delete(url);
  answer ??= fetchBuffer(url).then(decode);
  answers.set(url, answer);
  answer.catch(() => answers.delete(url));
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  return answer;
}

async function fetchBuffer(url, triesLeft = 3) {
  const answer = await fetch(url);
  if (answer.ok) return answer.arrayBuffer();
  // A busy server says when to come back: activations may have to be computed again.
  const seconds = Number(answer.headers.get("Retry-After"));
  if (seconds > 0 && triesLeft > 0) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return fetchBuffer(url, triesLeft - 1);
  }
  throw new Error(`${url} answered ${answer.status}`);
}
