// The window onto the network's picture: natural scrolling, zoom by keys, buttons, pinch and
// Control with the wheel, drag by mouse, and a small map of all where there is more than is seen.

import { fitted, zoomedAt } from "../lib/scene.js";

const STEP = 1.25;
const DRAG_FROM_PIXELS = 5;

/** Zooms and scrolls a section with .scene-window, .scene-size, .scene and .minimap; the zoom is kept. */
export class Scene {
  #section;
  #view;
  #natural = { width: 1, height: 1 };
  #zoom = natural();
  #fits = false;

  constructor(section, signal) {
    this.#section = section;
    this.#view = section.querySelector(".scene-window");
    this.#buttons(signal);
    this.#wheel(signal);
    this.#pinch(signal);
    this.#drag(signal);
    this.#minimap(signal);
    document.addEventListener("fovea:size", () => {
      this.#zoom = natural();
      this.#fits = false;
      this.place();
    }, { signal });
  }

  /** Puts cards and bands in their places; the height of a single row of cards follows the style sheet. */
  place() {
    const { width, height, lanes } = this.#section.dataset;
    let bottom = Number(height);
    const placed = [...this.#section.querySelectorAll(".column, .band")];
    placed.forEach(({ dataset, style }, i) => {
      style.translate = `${dataset.x}px ${dataset.y}px`;
      // A shape on its wire must not lie under the card behind it.
      style.zIndex = placed.length - i;
      if (dataset.width) style.width = `${dataset.width}px`;
    });
    const first = this.#section.querySelector(".column");
    if (lanes === "1" && first) bottom = Number(first.dataset.y) + first.offsetHeight;
    this.#natural = { width: Number(width), height: bottom };
    if (this.#fits) this.#zoom = fitted(this.#natural.width, this.#view.clientWidth);
    this.#apply();
  }

  /** A card comes into sight, moving only this window. */
  reveal(card) {
    const left = card.dataset.x * this.#zoom;
    const top = card.dataset.y * this.#zoom;
    const right = left + card.offsetWidth * this.#zoom;
    const bottom = top + card.offsetHeight * this.#zoom;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#view;
    if (left < scrollLeft || right > scrollLeft + clientWidth) {
      this.#view.scrollLeft = (left + right - clientWidth) / 2;
    }
    if (top < scrollTop || bottom > scrollTop + clientHeight) {
      this.#view.scrollTop = (top + bottom - clientHeight) / 2;
    }
  }

  #apply() {
    const size = this.#section.querySelector(".scene-size");
    const scene = this.#section.querySelector(".scene");
    size.style.width = `${this.#natural.width * this.#zoom}px`;
    size.style.height = `${this.#natural.height * this.#zoom}px`;
    scene.style.scale = this.#zoom;
    this.#section.dataset.zoom = this.#zoom.toFixed(2);
    this.#drawMap();
  }

  #zoomBy(factor, at) {
    const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = this.#view;
    const next = zoomedAt({ zoom: this.#zoom, left, top }, factor,
      at ?? { x: clientWidth / 2, y: clientHeight / 2 });
    this.#zoom = next.zoom;
    this.#fits = false;
    this.#apply();
    this.#view.scrollTo(next.left, next.top);
  }

  #fit() {
    const fits = !this.#fits;
    const zoom = fits ? fitted(this.#natural.width, this.#view.clientWidth) : natural();
    this.#zoomBy(zoom / this.#zoom);
    this.#fits = fits;
  }

  #buttons(signal) {
    this.#section.addEventListener("click", ({ target }) => {
      const wish = target.closest("[data-zoom]")?.dataset.zoom;
      if (target.closest(".segment") === null || !wish) return;
      if (wish === "fit") this.#fit();
      else this.#zoomBy(wish === "in" ? STEP : 1 / STEP);
    }, { signal });
  }

  #point({ clientX, clientY }) {
    const { left, top } = this.#view.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  // With Control the wheel zooms, as trackpads say a pinch; alone it turns the window to its end.
  #wheel(signal) {
    this.#view.addEventListener("wheel", (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        this.#zoomBy(Math.exp(-event.deltaY / 200), this.#point(event));
        return;
      }
      if (event.deltaX !== 0 || event.shiftKey) return;
      if (this.#view.scrollHeight > this.#view.clientHeight + 1) return;
      const before = this.#view.scrollLeft;
      this.#view.scrollLeft += event.deltaY;
      if (this.#view.scrollLeft !== before) event.preventDefault();
    }, { signal, passive: false });
  }

  #pinch(signal) {
    let apart = 0;
    const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    this.#view.addEventListener("touchstart", ({ touches }) => {
      apart = touches.length === 2 ? distance(touches) : 0;
    }, { signal, passive: true });
    this.#view.addEventListener("touchmove", (event) => {
      const { touches } = event;
      if (touches.length !== 2 || apart === 0) return;
      event.preventDefault();
      const now = distance(touches);
      const middle = { clientX: (touches[0].clientX + touches[1].clientX) / 2,
        clientY: (touches[0].clientY + touches[1].clientY) / 2 };
      this.#zoomBy(now / apart, this.#point(middle));
      apart = now;
    }, { signal, passive: false });
  }

  #drag(signal) {
    let from = null;
    let moved = false;
    this.#view.addEventListener("pointerdown", ({ pointerType, button, clientX, clientY }) => {
      moved = false;
      if (pointerType !== "mouse" || button !== 0) return;
      from = { x: clientX + this.#view.scrollLeft, y: clientY + this.#view.scrollTop, clientX, clientY };
    }, { signal });
    document.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
      if (!from) return;
      if (buttons === 0) from = null;
      else if (moved || Math.hypot(clientX - from.clientX, clientY - from.clientY) > DRAG_FROM_PIXELS) {
        moved = true;
        this.#view.scrollTo(from.x - clientX, from.y - clientY);
      }
    }, { signal });
    document.addEventListener("pointerup", () => { from = null; }, { signal });
    this.#view.addEventListener("click", (event) => {
      if (moved) {
        event.preventDefault();
        event.stopPropagation();
      }
      moved = false;
    }, { signal, capture: true });
    this.#view.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  }

  #minimap(signal) {
    const canvas = this.#section.querySelector(".minimap");
    const go = ({ clientX, buttons, type }) => {
      if (type === "pointermove" && buttons === 0) return;
      const { left, width } = canvas.getBoundingClientRect();
      const share = (clientX - left) / width;
      this.#view.scrollLeft = share * this.#view.scrollWidth - this.#view.clientWidth / 2;
    };
    canvas.addEventListener("pointerdown", go, { signal });
    canvas.addEventListener("pointermove", go, { signal });
    this.#view.addEventListener("scroll", () => this.#drawMap(), { signal, passive: true });
  }

  #drawMap() {
    const canvas = this.#section.querySelector(".minimap");
    const { scrollWidth, clientWidth, scrollLeft, scrollTop, clientHeight } = this.#view;
    canvas.hidden = scrollWidth < 1.6 * clientWidth;
    if (canvas.hidden) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const context = canvas.getContext("2d");
    context.scale(devicePixelRatio, devicePixelRatio);
    const across = width / this.#natural.width;
    const down = height / this.#natural.height;
    for (const { dataset, firstElementChild } of this.#section.querySelectorAll(".column")) {
      context.fillStyle = color(dataset.kind, this.#section);
      context.globalAlpha = firstElementChild.ariaCurrent ? 1 : 0.6;
      context.fillRect(dataset.x * across, dataset.y * down + 3, Math.max(1.5, 60 * across), 100 * down - 4);
    }
    context.globalAlpha = 1;
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = 2;
    const shown = across / this.#zoom;
    context.strokeRect(scrollLeft * shown + 1, Math.max(1, scrollTop * down / this.#zoom + 1), clientWidth * shown - 2,
      Math.min(height - 2, clientHeight * down / this.#zoom - 2));
  }
}

// Larger for a projector, like the letters around it; the smallest on it have ten pixels.
function natural() {
  return document.documentElement.dataset.size === "large" ? 1.6 : 1;
}

const colors = new Map();

document.addEventListener("fovea:theme", () => colors.clear());

function color(kind, section) {
  if (!colors.has(kind)) {
    const dot = section.querySelector(`.column[data-kind="${kind}"] .column-dot`);
    colors.set(kind, getComputedStyle(dot).backgroundColor);
  }
  return colors.get(kind);
}
