// Words and numbers that a training says, put where swaps leave them.

import { made } from "../stage/canvas.js";

/** Says something in a place of the page, unless it stands there already. */
export function say(place, text) {
  if (!place) return;
  if (text === "") {
    place.replaceChildren();
    return;
  }
  let said = place.querySelector(":scope > [data-made]");
  said ??= made("span");
  if (place.childNodes.length !== 1 || !said.isConnected) place.replaceChildren(said);
  if (said.textContent !== text) said.textContent = text;
}

/** As many children as wanted, those that are there kept: nothing that stays flickers. */
export function children(place, count, make) {
  while (place.children.length > count) place.lastElementChild.remove();
  while (place.children.length < count) place.append(make(place.children.length));
  return [...place.children];
}

/** An element with a text. */
export function worded(tag, className, text = "") {
  const element = made(tag, className);
  element.textContent = text;
  return element;
}
