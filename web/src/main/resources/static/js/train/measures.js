// Tables of a training: how much each layer learns, and of the last validation what was taken for what.

import { CHANGE, GRADIENT, logShare, moved, oddity } from "../lib/norms.js";
import { formatter, percent, sentence, short, whole } from "../lib/numbers.js";
import { made } from "../stage/canvas.js";
import { language } from "../view.js";
import { children, say, worded } from "./words.js";

const MOST_CLASSES = 30;

/** A row for each layer that learns: two bars on logarithmic scales, and a word. */
export function drawNorms(panel, norms) {
  const rows = children(panel.querySelector("tbody"), norms.length, () => {
    const row = made("tr");
    const name = worded("th");
    name.scope = "row";
    const cells = [made("td"), made("td")];
    for (const cell of cells) cell.append(made("span", "train-norm-bar"), worded("span", "number"));
    row.append(name, ...cells, worded("td", "train-oddity"));
    return row;
  });
  const print = (value) => short(value, language());
  norms.forEach((norm, at) => {
    const [name, gradient, change, word] = rows[at].children;
    const odd = oddity(norm);
    name.textContent = norm.layer;
    gradient.firstChild.style.setProperty("--share", logShare(norm.gradient, GRADIENT));
    gradient.lastChild.textContent = print(norm.gradient);
    change.firstChild.style.setProperty("--share", logShare(moved(norm), CHANGE));
    change.lastChild.textContent = Number.isNaN(moved(norm)) ? "" : print(moved(norm));
    word.textContent = panel.dataset[odd || "fine"];
    rows[at].dataset.odd = odd;
  });
}

/** Rows are the truth, columns what was said; a click on what was taken for something else shows those. */
export function drawConfusion(panel, { classes, counts }, named, chosen, choose) {
  const table = panel.querySelector("table");
  const isLarge = classes.length > MOST_CLASSES;
  panel.querySelector('[data-role="too-many"]').hidden = !isLarge;
  if (isLarge) return;
  const names = classes.map(named);
  const rows = children(table, classes.length + 1, () => made("tr"));
  heads(rows[0], panel.dataset.corner, names);
  classes.forEach((truth, row) => {
    const all = counts[row].reduce((sum, count) => sum + count, 0);
    const cells = children(rows[row + 1], classes.length + 1, (at) => (at === 0 ? worded("th") : made("td")));
    cells[0].scope = "row";
    cells[0].textContent = names[row];
    counts[row].forEach((count, column) => {
      const cell = cells[column + 1];
      cell.dataset.right = row === column;
      cell.style.setProperty("--share", all === 0 ? 0 : count / all);
      const isWrong = row !== column && count > 0;
      if (!isWrong) {
        cell.replaceChildren(count === 0 ? "" : whole(count, language()));
        return;
      }
      const button = cell.querySelector("button") ?? worded("button", "train-cell");
      button.type = "button";
      button.textContent = whole(count, language());
      const label = { truth: names[row], said: names[column], count: whole(count, language()) };
      button.setAttribute("aria-label", sentence(panel.dataset.cell, label));
      button.title = button.getAttribute("aria-label");
      button.setAttribute("aria-pressed", chosen?.truth === truth && chosen?.said === classes[column]);
      button.onclick = () => choose({ truth, said: classes[column] });
      if (button.parentElement !== cell) cell.replaceChildren(button);
    });
  });
}

function heads(row, corner, names) {
  const cells = children(row, names.length + 1, (at) => (at === 0 ? worded("td") : worded("th")));
  cells[0].textContent = corner;
  names.forEach((name, at) => {
    cells[at + 1].scope = "col";
    cells[at + 1].textContent = name;
  });
}

/** Pictures with what they are and what the network says, all or those of one mistake. */
export function drawWrong(panel, wrong, address, named, chosen, training) {
  const shown = wrong.filter(({ truth, said }) => !chosen || (truth === chosen.truth && said === chosen.said));
  panel.querySelector('[data-role="only"]').hidden = !chosen;
  say(panel.querySelector('[data-role="only-said"]'), chosen
    ? sentence(panel.dataset.only, { truth: named(chosen.truth), said: named(chosen.said) }) : "");
  panel.querySelector('[data-role="none-wrong"]').hidden = shown.length > 0 || !chosen;
  const items = children(panel.querySelector("ul"), shown.length, () => {
    const item = made("li");
    item.append(made("img"), worded("span"), worded("span", "soft"));
    return item;
  });
  shown.forEach(({ index, truth, said, share }, at) => {
    const [image, is, says] = items[at].children;
    // Another training has other pictures under the same number.
    const source = `${address}/pictures/validation/${index}.png?of=${training}`;
    if (image.getAttribute("src") !== source) image.src = source;
    is.textContent = sentence(panel.dataset.truth, { truth: named(truth) });
    says.textContent = sentence(panel.dataset.said, { said: named(said), share: percent(share, language()) });
    image.alt = is.textContent;
  });
}

/** A row for each validation, with the training's smooth values of then. */
export function drawNumbers(table, rows) {
  const items = children(table.tBodies[0], rows.length, () => {
    const row = made("tr");
    const head = worded("th", "number");
    head.scope = "row";
    row.append(head, ...Array.from({ length: 4 }, () => worded("td", "number")));
    return row;
  });
  const print = formatter(0, 1, language());
  rows.forEach(({ step, loss, accuracy, validationLoss, validationAccuracy }, at) => {
    const texts = [whole(step, language()), print(loss), percent(accuracy, language()), print(validationLoss),
      percent(validationAccuracy, language())];
    texts.forEach((text, cell) => (items[at].children[cell].textContent = text));
  });
}
