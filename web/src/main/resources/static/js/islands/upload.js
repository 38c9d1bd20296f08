// Uploading a picture by choosing a file, by dropping one anywhere on the page, or by pasting one; and
// what the camera and the drawing pad bring ("fovea:picture"). Why one is refused is said in the form,
// whose dialog opens when it is not open. Limits and sentences ("{1}") in data-*.

import { sentence, whole } from "../lib/numbers.js";
import { refusal } from "../page/refusals.js";
import { sendable } from "../page/shrink.js";
import { language } from "../view.js";
import { reason } from "./toasts.js";

export default function upload(form, signal) {
  const input = form.querySelector('input[type="file"]');
  const note = form.querySelector('[data-role="note"]');
  const dialog = form.closest("dialog");
  const words = form.dataset;
  const limits = Object.fromEntries(
    ["maxBytes", "maxPixels", "maxSide"].map((name) => [name, Number(words[name])]));
  let latest = 0;

  function say(text, isProblem = false) {
    note.textContent = text;
    note.classList.toggle("field-error", isProblem);
  }

  function refuse(text) {
    say(text, true);
    if (!dialog.open) dialog.showModal();
  }

  // The last one that was chosen counts, however long an earlier one takes to be made smaller.
  async function send(file) {
    const mine = ++latest;
    input.value = "";
    if (file.type && !file.type.startsWith("image/")) return refuse(words.unknown);
    say(words.reading);
    try {
      const picture = await sendable(file, limits);
      if (mine !== latest || signal.aborted) return;
      const transfer = new DataTransfer();
      transfer.items.add(picture);
      input.files = transfer.files;
      form.requestSubmit();
      input.value = "";
    } catch (refused) {
      if (!refused.limit) throw refused;
      const numbers = refused.values.map((value) => whole(value, language()));
      if (mine === latest) refuse(sentence(words[refused.limit], { 1: numbers[0], 2: numbers[1], 3: numbers[2] }));
    }
  }

  const sendFirst = (files) => files.length > 0 && send(files[0]);
  const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  const mark = (on) => document.documentElement.toggleAttribute("data-dropping", on);

  input.addEventListener("change", () => sendFirst(input.files), { signal });
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  }, { signal });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) mark(false);
  }, { signal });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    sendFirst(event.dataTransfer.files);
  }, { signal });
  document.addEventListener("fovea:picture", ({ detail }) => send(detail), { signal });
  document.addEventListener("paste", ({ clipboardData }) => {
    // Whoever pastes words from an office brings a picture of them, too.
    sendFirst([...clipboardData?.files ?? []].filter(({ type }) => type.startsWith("image/")));
  }, { signal });

  // A toast would lie behind the dialog.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (!refusal(xhr)) return say("");
    event.stopPropagation();
    Object.assign(event.detail, { isError: false, shouldSwap: false });
    refuse(reason(xhr) ?? words.failed);
  }, { signal });
  form.addEventListener("htmx:sendError", (event) => {
    event.stopPropagation();
    refuse(words.failed);
  }, { signal });
  dialog.addEventListener("close", () => say(""), { signal });
}
