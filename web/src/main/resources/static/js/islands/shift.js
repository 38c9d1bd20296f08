// The picture is dragged, by mouse, finger or arrow keys, and the page follows: what each layer makes
// of it is fetched and swapped in. Wants .shift-pad with .shift-picture, data-height and data-width of
// the picture, data-dy and data-dx, and data-address with {dy} and {dx}; links with data-stays swap
// what they lead to.

import { sentence } from "../lib/numbers.js";
import { shifted } from "../lib/shift.js";
import { latest } from "../page/latest.js";

export default function shift(section, signal) {
  // Looked for each time: a swap may bring another.
  const pad = () => section.querySelector(".shift-pad");
  const onPad = ({ target }) => target.closest(".shift-pad");
  const { show, isBusy } = latest(signal);
  const fields = ["dy", "dx"];
  let at = null;
  let held = null;

  const size = () => ({ height: Number(section.dataset.height), width: Number(section.dataset.width) });

  function read() {
    if (held || isBusy()) return;
    at = { dy: Number(section.dataset.dy), dx: Number(section.dataset.dx) };
    draw();
  }

  function draw() {
    const { height, width } = size();
    pad().firstElementChild.style.transform = `translate(${(at.dx / width) * 100}%, ${(at.dy / height) * 100}%)`;
  }

  function move(to) {
    if (to.dy === at.dy && to.dx === at.dx) return;
    put(to);
    show(sentence(section.dataset.address, at));
  }

  // The picture is there at once; what the layers say of it follows.
  function put(to) {
    at = to;
    draw();
    for (const name of fields) section.querySelector(`#${name}`).value = at[name];
  }

  section.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !onPad(event)) return;
    section.setPointerCapture(event.pointerId);
    held = { from: at, x: event.clientX, y: event.clientY };
    pad().toggleAttribute("data-held", true);
  }, { signal });

  section.addEventListener("pointermove", (event) => {
    if (!held) return;
    const { height, width } = size();
    const scale = width / pad().clientWidth;
    const moved = { dy: (event.clientY - held.y) * scale, dx: (event.clientX - held.x) * scale };
    move(shifted(held.from, moved, { height, width }));
  }, { signal });

  for (const end of ["pointerup", "pointercancel"]) {
    section.addEventListener(end, () => {
      held = null;
      pad().toggleAttribute("data-held", false);
    }, { signal });
  }

  section.addEventListener("keydown", (event) => {
    if (!onPad(event) || event.altKey || event.metaKey || event.ctrlKey) return;
    const step = event.shiftKey ? 8 : 1;
    const by = {
      ArrowUp: { dy: -step, dx: 0 }, ArrowDown: { dy: step, dx: 0 },
      ArrowLeft: { dy: 0, dx: -step }, ArrowRight: { dy: 0, dx: step },
      Home: { dy: -at.dy, dx: -at.dx },
    }[event.key];
    if (!by) return;
    event.preventDefault();
    move(shifted(at, by, size()));
  }, { signal });

  section.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-stays]");
    if (!link) return;
    event.preventDefault();
    if (!link.href) return;
    const asked = new URLSearchParams(link.search);
    put(Object.fromEntries(fields.map((name) => [name, Number(asked.get(name))])));
    show(link.pathname + link.search);
  }, { signal });

  read();
  return read;
}
