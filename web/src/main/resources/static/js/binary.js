// Fetching activations. Their addresses hold a digest of the content, so an answer never changes
// and may be kept; only the most recent are, since a deep layer's sheet has 200 kB. What cannot be
// fetched is null; document hears "fovea:failed" unless the network has only changed since.

import { Sheet } from "./lib/sheet.js";
import { quietly } from "./page/refusals.js";

const KEPT = 48;
const answers = new Map();

/** The sheet at this address, or null. */
export const fetchSheet = (url) => once(url, (buffer) => new Sheet(buffer));

/** The exact values at this address, row by row, or null. */
export const fetchValues = (url) => once(url, (buffer) => new Float32Array(buffer));

/** What is known under an address that no server has, such as a camera's frame. */
export function remember(url, value) {
  answers.delete(url);
  answers.set(url, Promise.resolve(value));
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
}

/** The beginning of such addresses. */
export const LOCAL = "live:";

function once(url, decode) {
  let answer = answers.get(url);
  // Taken out and put back, so that the first in the map is the one not used for longest.
  answers.delete(url);
  answer ??= fetchBuffer(url).then((buffer) => {
    if (!buffer) answers.delete(url);
    return buffer && decode(buffer);
  });
  answers.set(url, answer);
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  return answer;
}

async function fetchBuffer(url, triesLeft = 3) {
  // Another map of a frame that is gone; the next frame brings it.
  if (url.startsWith(LOCAL)) return null;
  const answer = await quietly(url).catch(() => null);
  // An edit came between: these values are history, and the page is about to learn it.
  if (answer?.status === 204) return null;
  if (answer?.ok) return answer.arrayBuffer();
  // A busy server says when to come back: activations may have to be computed again.
  const seconds = Number(answer?.headers.get("Retry-After"));
  if (seconds > 0 && triesLeft > 0) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return fetchBuffer(url, triesLeft - 1);
  }
  document.dispatchEvent(new CustomEvent("fovea:failed", { detail: { answered: answer !== null } }));
  return null;
}
