// Keys that work anywhere: whatever says aria-keyshortcuts is clicked by them (fields are focused).
// Plain letters do nothing while someone types, and nothing reaches the page behind a dialog. What
// stands under More or behind another tab, where there is no room, can be pressed all the same.

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || document.querySelector("dialog:modal")) return;
  const pressed = name(event);
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (plain && event.target.closest?.(TYPED_IN)) return;
  const elements = [...document.querySelectorAll("[aria-keyshortcuts]")].filter((candidate) =>
    candidate.getAttribute("aria-keyshortcuts").split(" ").includes(pressed) && !candidate.disabled);
  const element = elements.find((candidate) => candidate.checkVisibility()) ?? elements[0];
  if (!element) return;
  event.preventDefault();
  if (element.matches("button, a")) element.click();
  else element.focus();
});

// As ARIA writes them: Control+Shift+Z, Alt+ArrowUp, r, ? (of plain keys Shift has made another).
function name({ ctrlKey, metaKey, altKey, shiftKey, key }) {
  const control = ctrlKey || metaKey;
  const modifiers = [control && "Control", altKey && "Alt", shiftKey && (control || altKey) && "Shift"]
    .filter(Boolean);
  return [...modifiers, key].join("+");
}
