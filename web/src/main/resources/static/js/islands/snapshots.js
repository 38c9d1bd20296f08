// The camera as a maker of many pictures: one at a click, and one after the other while its button is held.
// Each is the square in the middle, and goes the way of any picture ("fovea:picture"). Wants its words in data-*.

import { draw, end, look } from "../page/lens.js";
import { sentence } from "../lib/numbers.js";
import { made } from "../stage/canvas.js";

const SIDE = 128;
const EVERY_MS = 250;

export default function snapshots(element, signal) {
  const words = element.dataset;
  const button = (name) => {
    const control = made("button", "button");
    Object.assign(control, { type: "button", textContent: words[name], hidden: name !== "start" });
    control.dataset.role = name;
    return control;
  };
  const controls = { start: button("start"), take: button("take"), stop: button("stop") };
  const video = made("video", "snapshots-seen");
  video.setAttribute("aria-label", words.seen);
  const note = made("p", "field-hint");
  note.setAttribute("role", "status");
  const frame = document.createElement("canvas");
  element.replaceChildren(video, ...Object.values(controls), note);
  let stream = null;
  let timer = 0;

  async function start() {
    if (!navigator.mediaDevices?.getUserMedia) {
      note.textContent = words.insecure;
      return;
    }
    note.textContent = words.starting;
    controls.start.disabled = true;
    try {
      stream = await look(video);
      if (signal.aborted) return stop();
      stream.getVideoTracks()[0].addEventListener("ended", () => stop());
      live(true);
      note.textContent = words.hint;
    } catch (error) {
      stop();
      note.textContent = sentence(words.denied, { reason: error.message || error.name });
    } finally {
      controls.start.disabled = false;
    }
  }

  function take() {
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    if (!stream || side === 0) return;
    draw(video, frame, SIDE, [(width - side) / 2, (height - side) / 2, side, side]);
    frame.toBlob((blob) => document.dispatchEvent(new CustomEvent("fovea:picture",
      { detail: new File([blob], "camera.png", { type: "image/png" }) })), "image/png");
  }

  function hold() {
    if (timer) return;
    take();
    timer = setInterval(take, EVERY_MS);
  }

  function release() {
    clearInterval(timer);
    timer = 0;
  }

  function stop() {
    release();
    end(stream);
    stream = null;
    video.srcObject = null;
    note.textContent = "";
    live(false);
  }

  function live(on) {
    video.hidden = controls.take.hidden = controls.stop.hidden = !on;
    controls.start.hidden = on;
    if (on) controls.take.focus();
  }

  controls.start.addEventListener("click", start);
  controls.stop.addEventListener("click", () => {
    stop();
    controls.start.focus();
  });
  controls.take.addEventListener("pointerdown", hold);
  for (const over of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"]) {
    controls.take.addEventListener(over, release);
  }
  controls.take.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    hold();
  });
  // A screen reader clicks without either.
  controls.take.addEventListener("click", ({ detail }) => detail === 0 && take());
  document.addEventListener("visibilitychange", () => document.hidden && stream && stop(), { signal });
  signal.addEventListener("abort", stop);
  live(false);
  return () => {};
}
