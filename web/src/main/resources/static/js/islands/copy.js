// A button that copies text: that of the element data-copies names, or what data-fetches answers.
// It says data-done or data-failed for a moment.

import { quietly } from "../page/refusals.js";

const MOMENT_MS = 2500;

export default function copy(element, signal) {
  const label = element.textContent;

  element.addEventListener("click", async () => {
    const done = await text().then((found) => put(found, element)).catch(() => false);
    element.textContent = done ? element.dataset.done : element.dataset.failed;
    setTimeout(() => { element.textContent = label; }, MOMENT_MS);
  }, { signal });

  async function text() {
    const { copies, fetches } = element.dataset;
    const source = copies && document.getElementById(copies);
    if (source) return source.value ?? source.textContent;
    const answer = await quietly(fetches);
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  }
}

// Browsers give the clipboard to secure pages only, and a school's own machine has no https.
async function put(text, beside) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement("textarea");
  area.dataset.made = "";
  area.className = "visually-hidden";
  area.value = text;
  beside.after(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  beside.focus();
  return done;
}
