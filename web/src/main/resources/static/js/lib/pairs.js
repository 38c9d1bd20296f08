// Text fields that hold one number or several, as 3 or 3, 5: stepping them all at once.

/** The text with the step added to every whole number in it, none below min; null if it holds none. */
export function stepped(text, step, min = -Infinity) {
  if (!/-?\d/.test(text)) return null;
  return text.replace(/-?\d+/g, (digits) => String(Math.max(min, Number(digits) + step)));
}
