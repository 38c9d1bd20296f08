// What is on the stage: one layer's activation, the chosen unit in it, the unit under the pointer.
// Picture, map, gallery and vector are views of this state and change it only through its methods.
// Events: "data" (another activation), "unit" (another unit chosen), "preview" (pointer moved).

import { fetchSheet, fetchValues } from "../binary.js";
import { colorTable, scaleEnds, scaleName } from "../lib/colors.js";
import { extent } from "../lib/field.js";
import { view } from "../view.js";

const states = new WeakMap();

/** The state of the stage that an element stands on. */
export function stageState(element) {
  const stage = element.closest(".side-stage, #stage");
  if (!states.has(stage)) states.set(stage, new StageState(stage));
  return states.get(stage);
}

class StageState extends EventTarget {
  #stage;
  #served;

  constructor(stage) {
    super();
    this.#stage = stage;
    this.read();
  }

  /** Reads the server's data; a unit chosen here survives unless the server names another layer or unit. */
  read() {
    const data = this.#stage.dataset;
    this.layer = data.layer;
    this.channels = Number(data.channels);
    this.height = Number(data.height);
    this.width = Number(data.width);
    this.isKnown = data.state !== "unknown";
    this.sheetUrl = data.sheet;
    this.valuesUrl = data.values;
    this.picture = { height: Number(data.pictureHeight), width: Number(data.pictureWidth) };
    this.field = this.isKnown && data.fieldRows && data.fieldWhole !== "true"
      ? { rows: extent(data.fieldRows), columns: extent(data.fieldColumns) }
      : null;
    this.network = data.networkLow === undefined ? null : [Number(data.networkLow), Number(data.networkHigh)];
    const served = [data.layer, data.map, data.y, data.x].join();
    if (served !== this.#served) {
      this.#served = served;
      this.unit = { map: Number(data.map ?? 0), y: Number(data.y ?? 0), x: Number(data.x ?? 0) };
    }
    this.unit = this.#inside(this.unit);
    this.hovered = null;
    this.dispatchEvent(new Event("data"));
  }

  /** Other values of the same layer, under addresses that binary.js remembers. */
  show(sheetUrl, valuesUrl) {
    Object.assign(this, { sheetUrl, valuesUrl });
    this.dispatchEvent(new Event("data"));
  }

  choose(unit) {
    const chosen = this.#inside({ ...this.unit, ...unit });
    if (["map", "y", "x"].every((axis) => chosen[axis] === this.unit[axis])) return;
    this.unit = chosen;
    this.dispatchEvent(new Event("unit"));
  }

  /** The unit under the pointer, or null when it left. */
  preview(unit) {
    this.hovered = unit && this.#inside({ ...this.unit, ...unit });
    this.dispatchEvent(new Event("preview"));
  }

  /** The unit to talk about: under the pointer, else chosen. */
  get shown() {
    return this.hovered ?? this.unit;
  }

  sheet() {
    return fetchSheet(this.sheetUrl);
  }

  values(map) {
    return fetchValues(`${this.valuesUrl}${map}`);
  }

  /** How to colour a map: the table, and the values at its ends. */
  coloring(sheet, map) {
    return coloring(sheet, map, this.network);
  }

  #inside({ map, y, x }) {
    const within = (value, count) => Math.max(0, Math.min(count - 1, Math.floor(value) || 0));
    return { map: within(map, this.channels), y: within(y, this.height), x: within(x, this.width) };
  }
}

/** The chosen scale over the chosen range, for one map of a sheet; `network` is the range of all layers, if known. */
export function coloring(sheet, map, network) {
  const layer = sheet.range();
  const { min, max } = sheet.statistics(map);
  const [from, to] = { map: [min, max], layer, network: network ?? layer }[view.range] ?? [min, max];
  const signed = (view.range === "network" ? from : layer[0]) < 0;
  const name = scaleName(view.scale, signed);
  const [low, high] = scaleEnds(name, from, to);
  return { table: colorTable(view.scale, signed), low, high };
}
