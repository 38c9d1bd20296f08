// Runs before the first paint, as a classic script: a chosen theme must not flash in the other one.
// In another site's frame a browser may keep no memory for us. An address may ask for a size.
let chosenTheme = null;
let chosenSize = new URLSearchParams(location.search).get("size");
try {
  if (chosenSize) localStorage.setItem("fovea.size", chosenSize);
  chosenSize ??= localStorage.getItem("fovea.size");
  chosenTheme = localStorage.getItem("fovea.theme");
} catch {
  // The system's colours will do.
}
if (chosenSize === "large") document.documentElement.dataset.size = chosenSize;
if (chosenTheme) document.documentElement.dataset.theme = chosenTheme;

// What this page was asked for: while it loads nobody hears that a reader goes back or forward.
document.documentElement.dataset.asked = location.pathname + location.search;
