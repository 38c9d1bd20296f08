// A form that submits itself: a moment after typing, at once after a choice or a step, and only if
// something changed. Arrow keys step every number of a text field with data-steps.

import { stepped } from "../lib/pairs.js";

const DELAY_MILLIS = 350;

export default function live(form, signal) {
  let timer = 0;
  let address = form.action;
  let sent = contents(form);

  function submit() {
    // A swap has made it the form of another layer: what was typed for the one before is no news here.
    if (form.action !== address) adopt();
    stop();
    if (contents(form) === sent) return;
    sent = contents(form);
    form.requestSubmit();
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
  signal.addEventListener("abort", stop);
  return () => {
    // A swap that came while the reader was typing must not count their letters as sent.
    if (!timer || form.action !== address) adopt();
  };
}

const contents = (form) => new URLSearchParams(new FormData(form)).toString();
