// A button that prints the page.

export default function print(button, signal) {
  button.addEventListener("click", () => window.print(), { signal });
}
