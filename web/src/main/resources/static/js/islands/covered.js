// A square that covers part of a picture, put elsewhere by mouse, finger or arrow keys; what the network
// says of the picture so covered stands below. Wants data-rows, data-columns, data-size, data-stride,
// data-height, data-width, the place in data-row and data-column, data-shares with a bar between, data-said
// with {top}, {bottom}, {left}, {right}, {share}; .heat-frame, .covered-square, .covered-hidden, #covered-said.

import { moved } from "../lib/grid.js";
import { sentence, whole } from "../lib/numbers.js";
import { covered as cells, nearest } from "../lib/places.js";
import { language } from "../view.js";

export default function covered(element, signal) {
  const frame = () => element.querySelector(".heat-frame");
  const slide = () => Object.fromEntries(
    ["height", "width", "size", "stride", "rows", "columns"].map((name) => [name, Number(element.dataset[name])]));
  let at = null;

  function read() {
    put({ row: Number(element.dataset.row), column: Number(element.dataset.column) });
  }

  function put(place) {
    at = place;
    const { size, columns } = slide();
    const box = cells(at, slide());
    const square = element.querySelector(".covered-square");
    square.setAttribute("x", box.left);
    square.setAttribute("y", box.top);
    element.querySelector(".covered-hidden").setAttribute("viewBox", `${box.left} ${box.top} ${size} ${size}`);
    const words = Object.fromEntries(Object.entries(box).map(([name, value]) => [name, whole(value, language())]));
    const share = element.dataset.shares.split("|")[at.row * columns + at.column];
    element.querySelector("#covered-said").textContent = sentence(element.dataset.said, { ...words, share });
  }

  element.addEventListener("click", (event) => {
    if (!event.target.closest(".heat-frame")) return;
    const box = frame().getBoundingClientRect();
    const { height, width } = slide();
    put(nearest({
      y: ((event.clientY - box.top) / box.height) * height, x: ((event.clientX - box.left) / box.width) * width,
    }, slide()));
  }, { signal });

  element.addEventListener("keydown", (event) => {
    if (event.target !== frame() || event.altKey || event.metaKey) return;
    const { rows, columns } = slide();
    const next = moved({ y: at.row, x: at.column }, event.key, { height: rows, width: columns }, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    put({ row: next.y, column: next.x });
  }, { signal });

  read();
  return read;
}
