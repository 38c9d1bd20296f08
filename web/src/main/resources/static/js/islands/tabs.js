// The phone's four views: a button with data-shows makes the page's main part show that view.

export default function tabs(bar, signal) {
  const main = bar.closest("[data-view]");

  function show(name) {
    main.dataset.view = name;
    for (const button of bar.querySelectorAll("[data-shows]")) {
      if (button.dataset.shows === name) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  bar.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-shows]")?.dataset.shows;
    if (!name) return;
    show(name);
    scrollTo(0, 0);
  }, { signal });

  // A layer chosen in the list would otherwise change nothing that can be seen there.
  main.addEventListener("click", ({ target }) => {
    if (main.dataset.view === "layers" && target.closest(".layer-link")) show("numbers");
  }, { signal });

  show(main.dataset.view);
}
