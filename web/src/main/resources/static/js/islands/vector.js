// An activation without rows and columns (Linear, Softmax, Flatten): its strongest units as bars with
// values, and all of them as one strip of colours. A unit is chosen by its row, the arrows or its number;
// with data-units a click, Enter and the link "why" lead to its arithmetic.
// With data-names, a line each, every unit has its name, and [data-role="verdict"] says the largest one.
// Wants table.vector with data-most and data-more, canvas.vector-strip, [data-role] note and legend.

import { colorIndex } from "../lib/colors.js";
import { formatter, percent, sentence, whole } from "../lib/numbers.js";
import { winner } from "../lib/shares.js";
import { paintValues } from "../lib/paint.js";
import { made, putPixels } from "../stage/canvas.js";
import { drawLegend } from "../stage/legend.js";
import { stageState } from "../stage/state.js";
import { language, view } from "../view.js";

export default function vector(panel, signal) {
  const state = stageState(panel);
  const table = panel.querySelector(".vector");
  const body = table.tBodies[0];
  const strip = panel.querySelector(".vector-strip");
  const legend = panel.querySelector('[data-role="legend"]');
  const role = (name) => panel.querySelector(`[data-role="${name}"]`);
  const leads = table.dataset.units !== undefined;
  const named = (unit) => table.dataset.names?.split("\n")[unit];
  let drawn = null;

  async function draw() {
    if (!state.valuesUrl) return;
    const { valuesUrl } = state;
    const [sheet, values] = await Promise.all([state.sheet(), state.values(0)]);
    if (sheet && values && !signal.aborted && state.valuesUrl === valuesUrl) show(sheet, values);
  }

  function show(sheet, values) {
    const colors = state.coloring(sheet, 0);
    const { low, high } = colors;
    const print = formatter(low, high, language());
    const { min, max, mean, std } = sheet.statistics(0);
    const zero = Math.min(min, 0);
    const span = Math.max(max, 0) - zero || 1;
    const rows = strongest(values, Number(table.dataset.most ?? 32)).map((unit) => {
      const value = values[unit];
      const row = made("tr");
      const bar = made("div", "vector-bar");
      const fill = bar.appendChild(made("i"));
      fill.style.left = `${((Math.min(value, 0) - zero) / span) * 100}%`;
      fill.style.width = `${(Math.abs(value) / span) * 100}%`;
      fill.style.background = inkOf(colors, value);
      row.dataset.unit = unit;
      row.append(cell("th", linked(unit)), cell("td", print(value)), cell("td", bar));
      return row;
    });
    body.replaceChildren(...rows);
    drawn = { values, print };
    choose();
    say(values);
    putPixels(strip, paintValues(values, colors.table, low, high), values.length, 1);
    strip.hidden = values.length <= rows.length;
    if (legend) drawLegend(legend, colors, print);
    describe({ min: print(min), max: print(max), mean: print(mean), std: print(std), count: whole(values.length, language()) },
      rows.length < values.length);
  }

  function linked(unit) {
    const label = leads ? made("a") : made("span");
    if (leads) label.href = `${table.dataset.units}${unit}/0/0`;
    label.textContent = unit;
    if (named(unit)) label.append(" ", Object.assign(made("span", "vector-name"), { textContent: named(unit) }));
    return label;
  }

  // A camera brings other values without asking the server for words.
  function say(values) {
    const verdict = role("verdict");
    if (!verdict || verdict.hidden) return;
    const { unit, share } = winner(values, verdict.dataset.isShares !== undefined);
    verdict.querySelector("strong").textContent = sentence(verdict.dataset.text, { name: named(unit), share: percent(share, language()) });
  }

  // The chosen unit is marked, and the one row that Tab reaches; the way to its arithmetic names its value.
  function choose() {
    const rows = [...body.rows];
    const chosen = rows.find((row) => Number(row.dataset.unit) === state.unit.x);
    for (const row of rows) {
      row.setAttribute("aria-selected", row === chosen);
      if (leads) row.querySelector("a").tabIndex = row === (chosen ?? rows[0]) ? 0 : -1;
    }
    if (role("unit")) role("unit").value = state.unit.x;
    const why = role("why");
    if (!why || !drawn) return;
    why.href = `${why.dataset.units}${state.unit.x}/0/0`;
    why.textContent = sentence(why.dataset.text, { value: drawn.print(drawn.values[state.unit.x]) });
  }

  // By finger the first tap chooses, the second leads on; a mouse has seen the value before.
  function click({ target, pointerType }) {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) state.choose({ x: state.unit.x + Number(step) });
    const row = target.closest(".vector tbody tr");
    if (!row || !leads || target.closest("a")) return;
    const wasChosen = row.ariaSelected === "true";
    state.choose({ x: Number(row.dataset.unit) });
    if (pointerType === "mouse" || wasChosen) role("why")?.click();
  }

  function move(event) {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    const rows = [...body.rows];
    const at = rows.indexOf(target.closest("tr"));
    const to = { Home: 0, End: rows.length - 1, ArrowUp: at - 1, ArrowDown: at + 1 }[key];
    if (at < 0 || to === undefined || altKey || ctrlKey || metaKey) return;
    event.preventDefault();
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    row.querySelector("a").focus();
    state.choose({ x: Number(row.dataset.unit) });
  }

  function describe(values, cut) {
    const note = panel.querySelector('[data-role="note"]');
    if (!note) return;
    const parts = [note.dataset.text, cut && table.dataset.more].filter(Boolean);
    note.textContent = parts.map((part) => sentence(part, values)).join(" ");
  }

  if (leads) {
    panel.addEventListener("click", click, { signal });
    body.addEventListener("keydown", move, { signal });
    role("unit")?.addEventListener("change", ({ target }) => {
      state.choose({ x: target.valueAsNumber });
      choose();
    }, { signal });
    state.addEventListener("unit", choose, { signal });
  }
  state.addEventListener("data", draw, { signal });
  view.addEventListener("change", draw, { signal });
  draw();
  return draw;
}

// All units in their order while they are few, else the largest by magnitude, largest first.
function strongest(values, most) {
  const units = [...values.keys()];
  if (units.length <= most) return units;
  return units.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])).slice(0, most);
}

function inkOf({ table, low, high }, value) {
  const at = 3 * colorIndex(value, low, high);
  return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
}

function cell(tag, content) {
  const element = made(tag);
  if (tag === "th") element.scope = "row";
  element.append(content);
  return element;
}
