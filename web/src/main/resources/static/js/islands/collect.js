// Adds pictures to a set, as many as somebody chooses, drops, draws or takes ("fovea:picture"), each with the class
// that is chosen when it comes. They are made smaller here and sent in parts, one part after the other. Wants
// data-address, a form with the class and the files, and [data-role] note; limits and sentences in data-*.

import { sentence, whole } from "../lib/numbers.js";
import { stay } from "../page/ask.js";
import { quietly } from "../page/refusals.js";
import { sendable } from "../page/shrink.js";
import { language } from "../view.js";

const MOST_AT_ONCE = 24;

/** No set has pictures that are worth more. */
const LIMITS = { maxBytes: 250_000, maxPixels: 64e6, maxSide: 16384 };

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export default function collect(element, signal) {
  const form = element.querySelector("form");
  const input = form.querySelector('input[type="file"]');
  const note = element.querySelector('[data-role="note"]');
  const words = element.dataset;
  const waiting = [];
  let busy = false;

  function say(text, isProblem = false) {
    note.textContent = text;
    note.classList.toggle("field-error", isProblem);
  }

  const count = (key, number) => sentence(words[key], { count: whole(number, language()) });

  function add(files) {
    const name = new FormData(form).get("class");
    for (const file of files) waiting.push({ file, name });
    input.value = "";
    if (!busy && waiting.length > 0) proceed();
  }

  async function proceed() {
    busy = true;
    let added = 0;
    try {
      while (waiting.length > 0 && !signal.aborted) {
        say(count("sending", waiting.length));
        const { name } = waiting[0];
        const others = waiting.findIndex((it) => it.name !== name);
        const part = waiting.splice(0, Math.min(MOST_AT_ONCE, others < 0 ? waiting.length : others));
        await send(name, part.map(({ file }) => file));
        added += part.length;
        stay();
      }
      say(count("added", added));
    } catch (refused) {
      waiting.length = 0;
      say(reason(refused), true);
    }
    busy = false;
  }

  function reason(refused) {
    if (!refused.limit) return refused.message || words.failed;
    const [first, second, third] = refused.values.map((value) => whole(value, language()));
    return sentence(words[refused.limit], { 1: first, 2: second, 3: third });
  }

  async function send(name, files) {
    const body = new FormData();
    body.set("class", name);
    for (const file of files) {
      if (file.type && !file.type.startsWith("image/")) throw new Error(`${file.name}: ${words.unknown}`);
      body.append("picture", await sendable(file, LIMITS));
    }
    const headers = { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content, Accept: "application/json" };
    for (;;) {
      const answer = await quietly(words.address, { method: "POST", body, headers }).catch(() => {
        throw new Error(words.failed);
      });
      if (answer.ok) return;
      const seconds = Number(answer.headers.get("Retry-After"));
      if (!seconds || signal.aborted) throw new Error((await answer.json()).detail);
      await pause(seconds);
    }
  }

  input.addEventListener("change", () => add([...input.files]), { signal });
  document.addEventListener("fovea:picture", ({ detail }) => {
    add([detail]);
    // The next drawing begins on a clean pad; undoing a stroke brings this one back.
    if (detail.name === "drawing.png") element.querySelector('.pad [data-role="clear"]').click();
  }, { signal });
  element.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    add([...event.dataTransfer.files]);
  }, { signal });
  return () => {};
}
