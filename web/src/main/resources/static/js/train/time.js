// Back in time: a slider over the moments of a training that were kept. The network takes up the weights of the
// one that it stands at; while it is moved, of those in between only the last one that was wished for.

import { sentence, whole } from "../lib/numbers.js";
import { quietly } from "../page/refusals.js";
import { language } from "../view.js";
import { made } from "../stage/canvas.js";
import { say } from "./words.js";

/** Wants #train-moment; `taken` is called when the network has other weights. */
export function moments(element, address, signal, taken) {
  const panel = element.querySelector('[data-role="time"]');
  const slider = element.querySelector("#train-moment");
  let kept = (panel.dataset.moments ?? "").split(" ").filter(Boolean).map(Number);
  let wish = null;

  function describe() {
    const step = kept[slider.valueAsNumber];
    const words = step === undefined ? "" : step === 0 ? panel.dataset.start
      : sentence(panel.dataset.value, { step: whole(step, language()) });
    say(panel.querySelector('[data-role="moment"]'), words);
    slider.setAttribute("aria-valuetext", words);
    slider.disabled = element.dataset.state === "running";
  }

  async function go() {
    const isBusy = wish !== null;
    wish = slider.valueAsNumber;
    if (isBusy) return;
    let at = null;
    while (at !== wish && !signal.aborted) {
      at = wish;
      await quietly(`${address}/moments/${kept[at]}`, {
        method: "POST",
        headers: { "HX-Request": "true", "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
      }).catch(() => {});
    }
    wish = null;
    taken();
  }

  slider.addEventListener("input", () => {
    describe();
    go();
  }, { signal });

  return {
    show({ moments: now = [], taken: at }) {
      const wasLast = slider.valueAsNumber >= kept.length - 1;
      kept = now;
      // The panel is there once there is somewhere to go back to.
      if (kept.length > 1 && !panel.querySelector("datalist")) panel.append(made("datalist"));
      slider.max = Math.max(0, kept.length - 1);
      const place = kept.indexOf(at);
      if (wish === null && document.activeElement !== slider) {
        if (place >= 0) slider.value = place;
        else if (wasLast) slider.value = kept.length - 1;
      }
      describe();
    },
  };
}
