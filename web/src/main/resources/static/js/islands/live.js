// A form that submits itself: a moment after typing, at once after a choice, and only if something
// changed. Arrow keys step every number of a text field with data-steps.

import { stepped } from "../lib/pairs.js";

const DELAY_MILLIS = 350;

export default function live(form, signal) {
  let timer;
  let sent = contents(form);

  function submit() {
    clearTimeout(timer);
    if (contents(form) === sent) return;
    sent = contents(form);
    form.requestSubmit();
  }

  // While someone types, a half-written number is no reason to complain.
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => form.checkValidity() && submit(), DELAY_MILLIS);
  }

  form.addEventListener("input", soon, { signal });
  form.addEventListener("change", submit, { signal });
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const step = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (!step || target.dataset.steps === undefined || event.altKey) return;
    const min = target.dataset.min === undefined ? undefined : Number(target.dataset.min);
    const text = stepped(target.value, step, min);
    if (text === null) return;
    event.preventDefault();
    target.value = text;
    soon();
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    // A swap that came while the reader was typing must not count their letters as sent.
    if (!form.contains(document.activeElement)) sent = contents(form);
  };
}

const contents = (form) => new URLSearchParams(new FormData(form)).toString();
