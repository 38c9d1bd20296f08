// What is to be learned, and how: shows what keeps the network from learning the chosen set, the options that
// the chosen optimiser knows, with its usual values where nobody has typed others, and what becomes of a
// picture. Wants data-pictures, the address of a picture of a set.

import { sentence } from "../lib/numbers.js";
import { made } from "../stage/canvas.js";

const EPOCHS = 5;
const SETTLED_MILLIS = 300;

export default function setup(element, signal) {
  const form = element.querySelector("form");
  const options = element.querySelector(".train-options");
  let timer = 0;

  const value = (name) => new FormData(form).get(name) ?? "";

  function fit() {
    for (const misfit of element.querySelectorAll(".train-misfit")) misfit.hidden = misfit.dataset.set !== value("set");
    const optimizer = value("optimizer");
    for (const option of element.querySelectorAll("[data-needs]")) {
      option.hidden = !option.dataset.needs.split(" ").includes(optimizer);
    }
  }

  // Adam's usual rate is none for SGD: it changes along, unless somebody has typed another one.
  // So do the epochs, with a set of fewer pictures.
  let before = value("optimizer");
  const usualEpochs = () => element.querySelector("[name=set]:checked")?.dataset.epochs;
  let epochs = usualEpochs();
  function follow() {
    const field = element.querySelector("[name=epochs]");
    if (field.value === epochs) field.value = usualEpochs();
    epochs = usualEpochs();
    const optimizer = value("optimizer");
    for (const field of element.querySelectorAll("[data-usual*=':']")) {
      const usual = Object.fromEntries(field.dataset.usual.split(" ").map((one) => one.split(":")));
      if (field.value === usual[before]) field.value = usual[optimizer];
    }
    before = optimizer;
  }

  function augment() {
    const figure = element.querySelector(".train-augmented");
    const list = figure.querySelector("ul");
    if (!options.open) return;
    const query = new URLSearchParams([...new FormData(form)].filter(([name]) => /^(set|seed|augment_)/.test(name)));
    while (list.children.length <= EPOCHS) list.append(made("li"));
    [...list.children].forEach((item, epoch) => {
      const image = item.querySelector("img") ?? item.appendChild(made("img"));
      const address = `${element.dataset.pictures}?${query}${epoch ? `&epoch=${epoch}` : ""}`;
      if (image.getAttribute("src") !== address) image.src = address;
      image.alt = epoch ? sentence(figure.dataset.epoch, { epoch }) : figure.dataset.plain;
    });
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(augment, SETTLED_MILLIS);
  }

  element.addEventListener("change", () => {
    follow();
    fit();
    soon();
  }, { signal });
  element.addEventListener("input", soon, { signal });
  options.addEventListener("toggle", augment, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  fit();
  augment();
  return () => {
    before = value("optimizer");
    epochs = usualEpochs();
    fit();
    augment();
  };
}
