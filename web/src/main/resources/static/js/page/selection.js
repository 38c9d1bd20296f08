// The chosen layer is marked in the list and in the overview by the page itself: answers to a choice
// bring only inspector and stage, however many layers there are.

function markChosen() {
  const layer = document.getElementById("stage")?.dataset.layer;
  if (layer === undefined) return;
  let changed = false;
  for (const link of document.querySelectorAll(":is(.layer, .column) > a")) {
    const chosen = link.parentElement.dataset.layer === layer;
    if (chosen === link.hasAttribute("aria-current")) continue;
    changed = true;
    if (chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (changed) document.dispatchEvent(new Event("fovea:chosen"));
}

document.addEventListener("fovea:swapped", markChosen);
markChosen();
