// The board: finds seats by what is typed, also those that come later. What is set is put away; what is
// refused stays as it was typed.

import { refusal } from "../page/refusals.js";

export default function board(element, signal) {
  const field = element.querySelector("#filter");

  function find() {
    const typed = field.value.trim().toLowerCase();
    for (const seat of element.querySelectorAll(".seat")) {
      seat.hidden = !seat.dataset.name.toLowerCase().includes(typed);
    }
  }

  field.addEventListener("input", find, { signal });
  element.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (!refusal(detail.xhr)) target.closest("details")?.removeAttribute("open");
  }, { signal });
  document.addEventListener("fovea:swapped", find, { signal });
  return find;
}
