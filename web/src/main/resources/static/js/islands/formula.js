// Typesets data-tex with KaTeX, which is fetched when the first formula comes near. Readers of
// screens get the sentence in data-text; without scripts everyone gets the element's plain text.

import { TYPESETTING, withRoleClasses } from "../lib/tex.js";

const KATEX = "../../vendor/katex-0.18.11/katex.min.js";
let loading;

export default function formula(element, signal) {
  // A swap left what was typeset before beside the new text.
  element.querySelector(":scope > [data-made]")?.remove();
  const watcher = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    const katex = await loadKatex();
    if (!signal.aborted) typeset(katex, element);
  }, { rootMargin: "400px" });
  watcher.observe(element);
  signal.addEventListener("abort", () => watcher.disconnect());
}

function loadKatex() {
  loading ??= import(KATEX).then(() => window.katex);
  return loading;
}

function typeset(katex, element) {
  const { tex, text, display } = element.dataset;
  const holder = document.createElement("span");
  holder.dataset.made = "";
  holder.setAttribute("aria-hidden", "true");
  try {
    katex.render(withRoleClasses(tex), holder, { ...TYPESETTING, displayMode: display !== undefined });
  } catch {
    return; // the plain text says the same
  }
  element.setAttribute("role", "math");
  element.setAttribute("aria-label", text ?? element.textContent);
  element.replaceChildren(holder);
}
