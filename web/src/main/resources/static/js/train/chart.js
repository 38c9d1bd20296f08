// Curves of a training, drawn as it goes: faint points of the steps, a smooth line over them, and the validation.

import { dots, lossTop, placed, polyline, smoothed, thinned, ticks } from "../lib/curves.js";
import { percent, whole } from "../lib/numbers.js";
import { language } from "../view.js";
import { say } from "./words.js";

const MOST_POINTS = 400;
const SVG = "http://www.w3.org/2000/svg";

function drawn(parent, tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  element.dataset.made = "";
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

// The line must not begin anew with each look.
function parts(svg) {
  const kept = svg.querySelector(":scope > svg");
  if (kept) return { grid: svg.querySelector(":scope > g"), curves: kept };
  const grid = drawn(svg, "g");
  const curves = drawn(svg, "svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none" });
  drawn(curves, "path", { class: "curve-steps" });
  drawn(curves, "polyline", { class: "curve-training" });
  drawn(curves, "polyline", { class: "curve-validation" });
  drawn(curves, "path", { class: "curve-points" });
  return { grid, curves };
}

function axes(grid, steps, top, print) {
  const key = `${steps} ${top}`;
  if (grid.dataset.key === key) return;
  grid.dataset.key = key;
  grid.replaceChildren();
  const text = (attributes, words) => (drawn(grid, "text", attributes).textContent = words);
  for (const tick of ticks(top)) {
    const y = `${100 * (1 - tick / top)}%`;
    drawn(grid, "line", { x1: 0, x2: "100%", y1: y, y2: y });
    text({ x: 0, y, dx: "-0.5em", dy: "0.35em", class: "curve-up" }, print(tick));
  }
  for (const tick of ticks(steps)) {
    text({ x: `${(100 * tick) / steps}%`, y: "100%", dy: "1.4em", class: "curve-across" }, whole(tick, language()));
  }
}

/**
 * Draws one of a training's curves into its figure.
 *
 * @param values one for each step
 * @param validation pairs of a step and a value
 */
export function drawCurve(figure, values, validation, steps) {
  const isLoss = figure.dataset.chart === "loss";
  const smooth = smoothed(values);
  const top = isLoss ? lossTop(smooth, validation.map(([, value]) => value)) : 1;
  const plain = new Intl.NumberFormat(language(), { maximumSignificantDigits: 3 });
  const print = isLoss ? (value) => plain.format(value) : (value) => percent(value, language());
  const { grid, curves } = parts(figure.querySelector("svg.train-chart"));
  axes(grid, Math.max(1, steps), top, print);
  const places = thinned(values.length, MOST_POINTS);
  const at = (of) => places.filter((place) => Number.isFinite(of[place])).map((place) => placed(place + 1, of[place], steps, top));
  const points = validation.map(([step, value]) => placed(step, value, steps, top));
  const [faint, line, other, dotted] = curves.children;
  faint.setAttribute("d", dots(at(values)));
  line.setAttribute("points", polyline(at(smooth)));
  other.setAttribute("points", polyline(points));
  dotted.setAttribute("d", dots(points));
  const last = (list) => (list.length && Number.isFinite(list.at(-1)) ? print(list.at(-1)) : "");
  say(figure.querySelector('[data-role="training"]'), last(smooth));
  say(figure.querySelector('[data-role="validation"]'), last(validation.map(([, value]) => value)));
}
