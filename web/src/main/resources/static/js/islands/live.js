// A form that submits itself: a moment after typing, at once after a choice or a step, and only if
// something changed. What is typed while an answer is on its way waits for it, and goes where the form
// went then, whatever it has become since. Arrow keys step every number of a text field with data-steps.

import { stepped } from "../lib/pairs.js";
import { here, stay } from "../page/ask.js";

const DELAY_MILLIS = 350;

export default function live(form, signal) {
  let timer = 0;
  let address = form.action;
  let sent = contents(form);
  let busy = false;
  const waiting = new Map();

  function submit() {
    // A swap has made it the form of another layer: what was typed for the one before is no news here.
    if (form.action !== address) adopt();
    stop();
    if (contents(form) !== sent) form.requestSubmit();
  }

  // The Enter key submits what its own change has just submitted; a button that says something is news.
  function gate(event) {
    const isNews = contents(form) !== sent || Boolean(event.submitter?.name);
    sent = contents(form);
    if (isNews && !busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const verb = ["GET", "PUT"].find((it) => form.hasAttribute(`hx-${it.toLowerCase()}`)) ?? "POST";
    if (isNews) waiting.set(form.action, { verb, values: new FormData(form, event.submitter) });
  }

  function proceed() {
    busy = waiting.size > 0;
    if (!busy) return;
    const [[path, { verb, values }]] = waiting;
    waiting.delete(path);
    const left = form.action !== path && here();
    window.htmx.ajax(verb, path, { source: document.getElementById("main"), values, swap: "none" })
      .then(() => left && stay(left)).catch(() => {}).finally(proceed);
  }

  // While someone types, a half-written number is no reason to complain.
  function soon() {
    stop();
    timer = setTimeout(() => {
      timer = 0;
      if (form.checkValidity()) submit();
    }, DELAY_MILLIS);
  }

  function adopt() {
    stop();
    address = form.action;
    sent = contents(form);
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
  }

  form.addEventListener("submit", gate, { signal, capture: true });
  form.addEventListener("htmx:beforeRequest", () => { busy = true; }, { signal });
  form.addEventListener("htmx:afterRequest", proceed, { signal });
  form.addEventListener("input", soon, { signal });
  form.addEventListener("change", submit, { signal });
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    // Letters that were not sent yet are the browser's to undo.
    if (event.ctrlKey || event.metaKey) {
      if (timer) event.stopPropagation();
      return;
    }
    const step = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (!step || target.dataset.steps === undefined || event.altKey) return;
    const min = target.dataset.min === undefined ? undefined : Number(target.dataset.min);
    const text = stepped(target.value, step, min);
    if (text === null) return;
    event.preventDefault();
    target.value = text;
    if (event.repeat) soon();
    else submit();
  }, { signal });
  signal.addEventListener("abort", () => {
    stop();
    proceed();
  });
  return () => {
    // A swap that came while the reader was typing must not count their letters as sent.
    if (!timer || form.action !== address) adopt();
  };
}

const contents = (form) => new URLSearchParams(new FormData(form)).toString();
