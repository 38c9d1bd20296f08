// What a network looks for and sees while it learns: its first filters, their maps of the learner's picture,
// and what it says of that. Whatever stays on the page is painted over, not made anew.

import { colorTable, scaleEnds, scaleName } from "../lib/colors.js";
import { filterPictures } from "../lib/filters.js";
import { formatter, percent, sentence } from "../lib/numbers.js";
import { paintThumbnail } from "../lib/paint.js";
import { Sheet } from "../lib/sheet.js";
import { made, putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { language, view } from "../view.js";
import { children, say, worded } from "./words.js";

/** Filters as small pictures, each a way to its numbers on the workbench. */
export function drawFilters(panel, filters, workbench) {
  const pictures = filterPictures(filters);
  say(panel.querySelector('[data-role="filters-note"]'), filters.shape[1] === 3 || filters.shape[1] === 1
    ? panel.dataset.colour : panel.dataset.inputs);
  const items = children(panel.querySelector("ul"), pictures.length, () => {
    const item = made("li");
    item.append(made("a"));
    item.firstChild.append(made("canvas"));
    return item;
  });
  pictures.forEach(({ filter, input, pixels, height, width }, at) => {
    const link = items[at].firstChild;
    const index = filters.shape[1] === 3 ? `${filter},0` : `${filter},${input}`;
    link.href = `${workbench}?layer=${filters.layer}&weights=${encodeURIComponent(`${filters.layer}.weight[${index}]`)}`;
    link.setAttribute("aria-label", sentence(panel.dataset.label, { layer: filters.layer, filter }));
    link.title = link.getAttribute("aria-label");
    putPixels(link.firstChild, pixels, width, height);
  });
}

/** The maps of the picture, all on one scale. */
export function drawMaps(panel, { layer, sheet: text }) {
  const sheet = new Sheet(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer);
  const [least, most] = sheet.range();
  const name = scaleName(view.scale, least < 0);
  const [low, high] = scaleEnds(name, least, most);
  const table = colorTable(name, least < 0);
  panel.style.setProperty("--ratio", sheet.width / sheet.height);
  const items = children(panel.querySelector("ul"), sheet.channels, () => {
    const item = made("li");
    item.append(made("canvas"));
    item.firstChild.setAttribute("role", "img");
    return item;
  });
  items.forEach((item, map) => {
    const canvas = item.firstChild;
    canvas.setAttribute("aria-label", sentence(panel.dataset.label, { layer, map }));
    putPixels(canvas, paintThumbnail(sheet, map, table, low, high), sheet.thumbWidth, sheet.thumbHeight);
  });
  drawLegend(panel.querySelector('[data-role="maps-legend"]'), { table, low, high }, formatter(low, high, language()));
}

/** What the network says, the largest share first, a bar for each. */
export function drawShares(panel, shares, named) {
  const rows = children(panel.querySelector("ol"), shares.length, () => {
    const row = made("li");
    row.append(worded("span", "train-share-name"), made("span", "train-share-bar"), worded("span", "number"));
    return row;
  });
  shares.forEach(({ name, share }, at) => {
    const [word, bar, number] = rows[at].children;
    word.textContent = named(name);
    bar.style.setProperty("--share", share);
    number.textContent = percent(share, language());
  });
}
