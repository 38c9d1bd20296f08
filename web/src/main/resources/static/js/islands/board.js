// The board: finds seats by what is typed, also those that come later.

export default function board(element, signal) {
  const field = element.querySelector("#filter");

  function find() {
    const typed = field.value.trim().toLowerCase();
    for (const seat of element.querySelectorAll(".seat")) {
      seat.hidden = !seat.dataset.name.toLowerCase().includes(typed);
    }
  }

  field.addEventListener("input", find, { signal });
  document.addEventListener("fovea:swapped", find, { signal });
  return find;
}
