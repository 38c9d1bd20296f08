// A training, as it goes: asks how far it is while something moves, draws what it has learned, and goes back to
// moments that were kept. Wants data-address, data-workbench, data-state, data-training, which is another one
// for another training, and data-says-… for what it says.

import { smoothed } from "../lib/curves.js";
import { duration, formatter, percent, sentence, whole } from "../lib/numbers.js";
import { quietly, refusal } from "../page/refusals.js";
import { drawCurve } from "../train/chart.js";
import { drawFilters, drawMaps, drawShares } from "../train/looks.js";
import { drawConfusion, drawNorms, drawNumbers, drawWrong } from "../train/measures.js";
import { say } from "../train/words.js";
import { moments } from "../train/time.js";
import { language, view } from "../view.js";

const SEEN_MILLIS = 250;
const HIDDEN_MILLIS = 3000;
const PATIENCE_MILLIS = 10_000;

export default function train(element, signal) {
  const { address, workbench } = element.dataset;
  const role = (name) => element.querySelector(`[data-role="${name}"]`);
  const names = () => JSON.parse(element.dataset.names);
  const named = (name) => (Object.hasOwn(names(), name) ? names()[name] : name);
  const known = { training: element.dataset.training, loss: [], accuracy: [], validated: -1 };
  let latest = null;
  let timer = 0;
  let asking = false;
  let again = false;
  let failures = 0;
  let mistake = null;

  // Looks at the weights come with steps that are new, and with the last one where it is asked for again.
  async function poll({ anyway = false } = {}) {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    if (!element.dataset.training) return;
    asking = true;
    const since = anyway ? Math.max(0, known.loss.length - 1) : known.loss.length;
    const now = await quietly(`${address}/now?since=${since}`, { signal, headers: { Accept: "application/json" } })
      .then((it) => (it.ok ? it.json() : null)).catch(() => null);
    asking = false;
    if (signal.aborted) return;
    failures = now ? 0 : failures + 1;
    say(role("unreachable"), failures < 2 ? "" : element.dataset.saysUnreachable);
    if (now) take(now, since);
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    const waits = again ? 0 : failures > 0 ? Math.min(SEEN_MILLIS * 2 ** failures, PATIENCE_MILLIS)
      : element.dataset.state !== "running" ? null : document.hidden ? HIDDEN_MILLIS : latest?.againMillis ?? SEEN_MILLIS;
    const anyway = again;
    again = false;
    if (waits !== null) timer = setTimeout(() => poll({ anyway }), waits);
  }

  function take(now, since) {
    // Another training has begun, on another page perhaps.
    if (now.id !== known.training) {
      location.assign(address);
      return;
    }
    for (const what of ["loss", "accuracy"]) known[what].splice(since, Infinity, ...now[what]);
    latest = { ...latest, ...now };
    const focused = document.activeElement;
    const turns = now.state !== element.dataset.state;
    element.dataset.state = now.state;
    draw();
    if (turns) turned(focused, now.sentence);
  }

  // The keyboard stays where something can be pressed. What to try when it has come to nothing is said by the server.
  function turned(focused, sentence) {
    if (element.contains(focused) && !focused.checkVisibility()) {
      [...element.querySelectorAll(".train-buttons button, #train-moment")].find((it) => it.checkVisibility())?.focus();
    }
    if (sentence) location.assign(address);
  }

  function draw() {
    if (!latest) return;
    const { dataset: says } = element;
    const now = latest;
    const steps = Math.max(1, now.steps);
    const count = (value) => whole(value, language());
    say(role("state"), says[`says${now.state[0].toUpperCase()}${now.state.slice(1)}`] ?? "");
    say(role("step"), sentence(says.saysStep, { step: count(now.step), steps: count(now.steps) }));
    say(role("notes"), notes(now).join(" · "));
    role("progress").max = steps;
    role("progress").value = now.step;
    const { validation } = now;
    for (const [what, values] of [["loss", known.loss], ["accuracy", known.accuracy]]) {
      drawCurve(element.querySelector(`[data-chart="${what}"]`), values, validation.map((it) => [it.step, it[what]]), steps);
    }
    if (now.filters) drawFilters(role("filters"), now.filters, workbench);
    if (now.maps) drawMaps(role("maps"), now.maps);
    if (now.shares) drawShares(role("shares"), now.shares, named);
    if (now.norms) drawNorms(role("norms"), now.norms);
    back.show(now);
    if (validation.length !== known.validated) validate(now, validation);
  }

  function notes({ state, epoch, secondsLeft, stepsPerSecond, waiting }) {
    const { saysEpoch, saysLeft, saysSpeed, saysWaiting } = element.dataset;
    const found = epoch ? [sentence(saysEpoch, { epoch: whole(epoch, language()) })] : [];
    if (state !== "running") return found;
    if (secondsLeft > 0) found.push(sentence(saysLeft, { time: duration(secondsLeft, language()) }));
    const speed = Math.round(stepsPerSecond * element.dataset.batch);
    if (speed > 0) found.push(sentence(saysSpeed, { speed: whole(speed, language()) }));
    if (waiting > 0) found.push(sentence(saysWaiting, { count: whole(waiting, language()) }));
    return found;
  }

  function validate(now, validation) {
    const isNew = known.validated >= 0;
    known.validated = validation.length;
    if (mistake) choose({ truth: mistake.truth, said: mistake.said });
    const loss = smoothed(known.loss);
    const accuracy = smoothed(known.accuracy);
    drawNumbers(role("numbers"), validation.map((it) => ({
      step: it.step, loss: loss[it.step - 1], accuracy: accuracy[it.step - 1],
      validationLoss: it.loss, validationAccuracy: it.accuracy,
    })));
    drawMistakes();
    const last = validation.at(-1);
    if (!last || !isNew) return;
    // Not with every step: whoever listens wants to think between.
    say(role("said"), sentence(element.dataset.saysSaid, {
      epoch: whole(now.epoch, language()), step: whole(last.step, language()), steps: whole(now.steps, language()),
      loss: formatter(0, 1, language())(loss[last.step - 1]), accuracy: percent(accuracy[last.step - 1], language()),
      validation: percent(last.accuracy, language()),
    }));
  }

  function drawMistakes() {
    if (!latest?.confusion?.counts.length) return;
    drawConfusion(role("confusion"), latest.confusion, named, mistake, (chosen) => choose(
      mistake?.truth === chosen.truth && mistake?.said === chosen.said ? null : chosen));
    drawWrong(role("wrong"), mistake?.pictures ?? latest.wrong, address, named, mistake, known.training);
  }

  async function choose(chosen) {
    mistake = chosen;
    drawMistakes();
    if (!chosen) return;
    const pictures = await quietly(`${address}/mistakes?${new URLSearchParams(chosen)}`, { signal })
      .then((it) => (it.ok ? it.json() : null)).catch(() => null);
    if (mistake !== chosen || !pictures) return;
    mistake = { ...chosen, pictures };
    drawMistakes();
  }

  const back = moments(element, address, signal, () => poll({ anyway: true }));
  role("all").addEventListener("click", () => choose(null), { signal });
  // Whatever was pressed: what it has brought is seen at once.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const { verb, path } = detail.requestConfig;
    if (verb === "get" || !path.startsWith(address) || !detail.successful || refusal(detail.xhr)) return;
    if (path === address) location.assign(address);
    else poll({ anyway: true });
  }, { signal });
  document.addEventListener("visibilitychange", () => !document.hidden && schedule(), { signal });
  view.addEventListener("change", draw, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  poll();

  return () => {};
}
