// Runs before the first paint, as a classic script: a chosen theme must not flash in the other one.
const chosenTheme = localStorage.getItem("fovea.theme");
if (chosenTheme) document.documentElement.dataset.theme = chosenTheme;
