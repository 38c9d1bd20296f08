// Two choices, normal and large: large makes everything larger and stronger, for a projector. It is kept.

export default function size(choices, signal) {
  const root = document.documentElement;

  const show = () => {
    for (const input of choices.querySelectorAll("input")) input.checked = input.value === (root.dataset.size ?? "normal");
  };

  choices.addEventListener("change", ({ target }) => {
    if (target.value === "large") root.dataset.size = "large";
    else delete root.dataset.size;
    localStorage.setItem("fovea.size", target.value);
    document.dispatchEvent(new Event("fovea:size"));
    // Canvases take their colours from the page.
    document.dispatchEvent(new Event("fovea:theme"));
  }, { signal });
  show();
  return show;
}
