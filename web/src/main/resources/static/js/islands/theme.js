// A button that goes through the system's colours, light and dark; the choice is kept. Its words stand
// in [data-role=words], where there is room for any.

const CHOICES = ["system", "light", "dark"];

export default function theme(button, signal) {
  const root = document.documentElement;
  const { ariaLabel } = button;
  const words = button.querySelector('[data-role="words"]');

  function name() {
    const choice = root.dataset.theme ?? "system";
    button.ariaLabel = button.title = `${ariaLabel}: ${button.dataset[choice]}`;
    if (words) words.textContent = button.ariaLabel;
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
    document.dispatchEvent(new Event("fovea:theme"));
  }, { signal });

  // The system may change on its own, at sunset for example.
  matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => document.dispatchEvent(new Event("fovea:theme")), { signal });
  // There may be another such button on the page.
  document.addEventListener("fovea:theme", name, { signal });
  name();
  return name;
}
