// The button that goes through the system's colours, light and dark; the choice is kept.

const CHOICES = ["system", "light", "dark"];

export default function theme(button, signal) {
  const root = document.documentElement;
  const words = button.ariaLabel;

  function name() {
    const choice = root.dataset.theme ?? "system";
    button.ariaLabel = button.title = `${words}: ${button.dataset[choice]}`;
  }

  button.addEventListener("click", () => {
    const next = CHOICES[(CHOICES.indexOf(root.dataset.theme ?? "system") + 1) % CHOICES.length];
    if (next === "system") {
      delete root.dataset.theme;
      localStorage.removeItem("fovea.theme");
    } else {
      root.dataset.theme = next;
      localStorage.setItem("fovea.theme", next);
    }
    name();
    document.dispatchEvent(new Event("fovea:theme"));
  }, { signal });

  // The system may change on its own, at sunset for example.
  matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => document.dispatchEvent(new Event("fovea:theme")), { signal });
  name();
  return name;
}
