// What to put into another page: the parts that are ticked are left out of it.
// Wants data-address, checkboxes, and a textarea for the HTML.

export default function embed(element, signal) {
  const code = element.querySelector("textarea");

  element.addEventListener("change", () => {
    const ticked = [...element.querySelectorAll("input:checked")].map(({ value }) => value);
    const address = new URL(element.dataset.address);
    if (ticked.length > 0) address.searchParams.set("hide", ticked.join());
    code.value = code.value.replace(/src="[^"]*"/, () => `src="${address.href.replaceAll("&", "&amp;")}"`);
  }, { signal });
}
