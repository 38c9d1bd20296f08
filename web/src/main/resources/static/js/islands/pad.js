// A pad to draw a picture on: with mouse, pen or finger, or by keys on a grid of 28 × 28 cells.
// Wants .pad-canvas, [data-role] colour, pen, undo, clear, use and reading.

import { moved } from "../lib/grid.js";
import { sentence } from "../lib/numbers.js";
import { made, place } from "../stage/canvas.js";

const CELLS = 28;
const MAX_UNDO = 30;

export default function pad(element, signal) {
  const canvas = element.querySelector(".pad-canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const role = (name) => element.querySelector(`[data-role="${name}"]`);
  const cell = canvas.width / CELLS;
  const cursor = canvas.parentElement.appendChild(made("div", "pad-cursor"));
  const before = [];
  let pen = { y: CELLS / 2, x: CELLS / 2 };
  let last = null;

  const inked = () => context.getImageData((pen.x + 0.5) * cell, (pen.y + 0.5) * cell, 1, 1).data
    .subarray(0, 3).some((part) => part > 0);

  const point = () =>
    place(cursor, { left: pen.x / CELLS, top: pen.y / CELLS, width: 1 / CELLS, height: 1 / CELLS });

  function clear() {
    context.fillStyle = "black";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }

  function keep() {
    before.push(context.getImageData(0, 0, canvas.width, canvas.height));
    if (before.length > MAX_UNDO) before.shift();
  }

  function line(from, to) {
    context.strokeStyle = { green: "lime" }[role("colour").value] ?? role("colour").value;
    context.lineWidth = role("pen").valueAsNumber * cell;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
  }

  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: ((clientX - left) / width) * canvas.width, y: ((clientY - top) / height) * canvas.height };
  };
  const middle = ({ y, x }) => ({ y: (y + 0.5) * cell, x: (x + 0.5) * cell });

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    keep();
    last = at(event);
    line(last, last);
  }, { signal });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const step of event.getCoalescedEvents?.() ?? [event]) {
      line(last, at(step));
      last = at(step);
    }
  }, { signal });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      last = null;
    }, { signal });
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    if (event.key === " ") {
      keep();
      line(middle(pen), middle(pen));
    } else {
      const to = moved(pen, event.key, { height: CELLS, width: CELLS }, event.ctrlKey);
      if (!to) return;
      if (event.shiftKey) {
        keep();
        line(middle(pen), middle(to));
      }
      pen = to;
    }
    event.preventDefault();
    role("reading").textContent = sentence(element.dataset.reading,
      { ...pen, state: inked() ? element.dataset.inked : element.dataset.empty });
    point();
  }, { signal });

  element.addEventListener("click", ({ target }) => {
    switch (target.dataset.role) {
      case "clear":
        keep();
        clear();
        break;
      case "undo":
        if (before.length > 0) context.putImageData(before.pop(), 0, 0);
        break;
      case "use":
        canvas.toBlob((blob) => document.dispatchEvent(new CustomEvent("fovea:picture",
          { detail: new File([blob], "drawing.png", { type: "image/png" }) })), "image/png");
        break;
      default:
    }
  }, { signal });
  signal.addEventListener("abort", () => cursor.remove());
  clear();
  point();
  return () => {};
}
