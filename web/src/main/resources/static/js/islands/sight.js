// The picture with the box that a unit sees; where the box reaches into the padding, the picture gives
// way. Wants data-height, data-width and data-box: top, left, bottom, right, ends not included. With
// a .growth-slider a second box walks back through the network, along the rows of #growth, each with
// data-box and data-text.

import { clipped, pair, placed, viewport } from "../lib/field.js";
import { made, place } from "../stage/canvas.js";

export default function sight(panel, signal) {
  const frame = panel.querySelector(".picture-frame");
  const image = panel.querySelector(".picture");
  const box = frame.appendChild(made("div", "field-box"));
  const inner = frame.appendChild(made("div", "field-box inner"));
  const slider = panel.querySelector(".growth-slider");
  let walked = false;
  const rows = () => [...document.querySelectorAll("#growth tbody tr")];

  function draw() {
    const height = Number(panel.dataset.height);
    const width = Number(panel.dataset.width);
    const all = { top: 0, left: 0, bottom: height, right: width };
    const seen = parsed(panel.dataset.box ?? `0 0 ${height} ${width}`);
    const shown = viewport(seen, height, width);
    frame.style.setProperty("--ratio", width / height);
    frame.toggleAttribute("data-overhang", shown.width > width);
    place(image, placed(all, shown));
    image.dataset.placed = "";
    frameBox(box, panel.dataset.box, shown);
    walk(shown);
  }

  function frameBox(element, text, shown) {
    element.hidden = text === undefined;
    if (element.hidden) return;
    const { box: visible, cut } = clipped(parsed(text), shown);
    element.dataset.cut = cut.join(" ");
    place(element, placed(visible, shown));
  }

  // The layer that the slider stands at; at the unit's own there is nothing more to show.
  function walk(shown) {
    const all = rows();
    const at = slider ? Math.min(slider.valueAsNumber, all.length - 1) : -1;
    const isInside = at >= 0 && at < all.length - 1;
    frameBox(inner, isInside ? all[at].dataset.box : undefined, shown);
    all.forEach((row, i) => (i === at ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
    document.querySelectorAll("#growth .growth-point").forEach((point, i) => point.toggleAttribute("data-here", i === at));
    if (at < 0) return;
    slider.setAttribute("aria-valuetext", all[at].dataset.text);
    if (walked) panel.querySelector('[data-role="growth"]').textContent = all[at].dataset.text;
  }

  slider?.addEventListener("input", () => {
    walked = true;
    draw();
  }, { signal });
  signal.addEventListener("abort", () => {
    box.remove();
    inner.remove();
  });
  draw();
  return draw;
}

function parsed(text) {
  const [top, left, bottom, right] = pair(text);
  return { top, left, bottom, right };
}
