// The picture as the network sees it, with the box that the unit on the stage can see. A box that
// reaches into the padding makes room around the picture, up to half a picture on each side.

import { clipped, fieldBox, overhang, placed, viewport } from "../lib/field.js";
import { sentence, whole } from "../lib/numbers.js";
import { made, place } from "../stage/canvas.js";
import { stageState } from "../stage/state.js";
import { language } from "../view.js";

export default function picture(panel, signal) {
  const state = stageState(panel);
  const frame = panel.querySelector(".picture-frame");
  const image = panel.querySelector(".picture");
  const caption = panel.querySelector('[data-role="caption"]');
  const box = frame.appendChild(made("div", "field-box"));

  function draw() {
    const { height, width } = state.picture;
    frame.style.setProperty("--ratio", width / height);
    const all = { top: 0, left: 0, bottom: height, right: width };
    const nothing = { top: 0, left: 0, bottom: 0, right: 0 };
    const boxOf = ({ y, x }) => (state.field ? fieldBox(state.field, y, x) ?? nothing : all);
    const seen = boxOf(state.shown);
    box.hidden = !state.field || seen === nothing;
    // Room is made for the chosen unit only: a picture that resizes under the pointer would flicker.
    const shown = viewport(boxOf(state.unit), height, width);
    frame.toggleAttribute("data-overhang", shown.width > width);
    place(image, placed(all, shown));
    image.dataset.placed = "";
    const { box: visible, cut } = clipped(seen, shown);
    box.dataset.cut = cut.join(" ");
    place(box, placed(visible, shown));
    describe(seen);
  }

  function describe(seen) {
    if (!caption || !state.isKnown) return;
    const { height, width } = state.picture;
    const out = overhang(seen, height, width);
    const outside = Object.values(out).some((rows) => rows > 0);
    const { text, textOverhang, textWhole } = caption.dataset;
    const area = (seen.bottom - seen.top) * (seen.right - seen.left);
    const inside = Math.max(0, seen.bottom - seen.top - out.top - out.bottom)
      * Math.max(0, seen.right - seen.left - out.left - out.right);
    const values = {
      ...state.shown, layer: state.layer, pictureHeight: height, pictureWidth: width,
      height: seen.bottom - seen.top, width: seen.right - seen.left,
      overhang: `${whole(Math.round((1 - inside / Math.max(1, area)) * 100), language())} %`,
    };
    const sentences = state.field ? [text, outside && textOverhang] : [textWhole ?? text];
    caption.textContent = sentences.filter(Boolean).map((part) => sentence(part, values)).join(" ");
  }

  for (const event of ["unit", "preview", "data"]) state.addEventListener(event, draw, { signal });
  signal.addEventListener("abort", () => box.remove());
  draw();
  return draw;
}
