// The line on the workbench while its network learns: how far it is, and a way there. When the network has taken
// up other weights meanwhile, the workbench shows them. Wants data-address of the training, and data-says.

import { sentence, whole } from "../lib/numbers.js";
import { stay } from "../page/ask.js";
import { quietly } from "../page/refusals.js";
import { made } from "../stage/canvas.js";
import { language } from "../view.js";

const PAUSE_MILLIS = 1500;

export default function learning(element, signal) {
  const { address } = element.dataset;
  let kept = null;
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    const now = document.hidden ? null : await quietly(`${address}/now?since=999999999`, { signal, headers: { Accept: "application/json" } })
      .then((it) => (it.ok ? it.json() : {})).catch(() => null);
    if (signal.aborted) return;
    if (now) show(now);
    if (!now || now.state === "running") timer = setTimeout(look, PAUSE_MILLIS);
  }

  function show({ state, step, steps, taken }) {
    const isRunning = state === "running";
    if (!isRunning) element.replaceChildren();
    else if (!element.firstChild) element.append(Object.assign(made("a"), { href: address }));
    if (isRunning) {
      element.firstChild.textContent = sentence(element.dataset.says, {
        step: whole(step, language()), steps: whole(steps, language()),
      });
    }
    // Who is typing goes on with it.
    if (kept !== null && taken !== kept && !document.activeElement?.matches("input, textarea, select")) stay();
    kept = taken ?? null;
  }

  document.addEventListener("visibilitychange", () => !document.hidden && look(), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  look();
  return () => {};
}
