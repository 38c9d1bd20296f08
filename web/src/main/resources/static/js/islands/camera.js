// The camera as the network's picture: the newest frame goes to the server, and when what the chosen
// layer makes of it is on the page, the next newest; nothing waits in a line. It stops when the page is
// hidden, and when it is asked to. Wants data-address and its words in data-*.

import { LOCAL, remember } from "../binary.js";
import { Sheet } from "../lib/sheet.js";
import { sentence } from "../lib/numbers.js";
import { made } from "../stage/canvas.js";
import { stageState } from "../stage/state.js";
import { draw, end, look } from "../page/lens.js";
import { quietly } from "../page/refusals.js";

/** The longer side of what is sent: no small network sees more. */
const SIDE = 256;

const RATE_MILLIS = 1000;

export default function camera(element, signal) {
  const words = element.dataset;
  const state = stageState(element);
  const video = document.createElement("video");
  const frame = document.createElement("canvas");
  const seen = document.createElement("canvas");
  const button = (name, act) => {
    const control = made("button", "button small");
    Object.assign(control, { type: "button", textContent: words[name], hidden: name !== "start", onclick: act });
    control.dataset.role = name;
    return control;
  };
  const controls = { start: button("start", start), take: button("take", take), stop: button("stop", () => stop()) };
  const note = made("p", "camera-note");
  note.setAttribute("role", "status");
  element.replaceChildren(...Object.values(controls), note);
  let stream = null;
  let number = 0;
  let frames = 0;
  let arrived = () => {};

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
      watch();
      await follow(stream);
    } catch (error) {
      stop(sentence(stream ? words.ended : words.denied, { reason: error.message || error.name }));
    } finally {
      controls.start.disabled = false;
    }
  }

  async function follow(mine) {
    let shown = 0;
    let since = performance.now();
    let pictures = 0;
    while (stream === mine) {
      if (shown === frames) await nextFrame();
      if (stream !== mine) return;
      shown = frames;
      const answer = await send();
      if (stream !== mine) return;
      if (answer) {
        show(answer);
        pictures++;
      }
      const now = performance.now();
      if (now - since >= RATE_MILLIS) {
        note.textContent = sentence(words.rate, { rate: Math.round((pictures * 1000) / (now - since)) });
        since = now;
        pictures = 0;
      }
    }
  }

  // Counts the frames that come, so that nobody waits when a newer one is there already.
  function count() {
    frames++;
    arrived();
    if (stream) watch();
  }

  const watch = () => video.requestVideoFrameCallback
    ? video.requestVideoFrameCallback(count)
    : requestAnimationFrame(count);

  const nextFrame = () => new Promise((resolve) => {
    arrived = resolve;
    // A camera that gives none for a while must not hang whoever waits.
    setTimeout(resolve, 500);
  });

  async function send() {
    const { layer, unit: { map } } = state;
    const pixels = grab(SIDE);
    const query = new URLSearchParams({ layer, map, width: frame.width, height: frame.height });
    const answer = await quietly(`${words.address}?${query}`, {
      method: "POST",
      body: rgb(pixels),
      headers: {
        "Content-Type": "application/octet-stream",
        "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
      },
    });
    if (answer.ok) return { layer, map, buffer: await answer.arrayBuffer() };
    const seconds = Number(answer.headers.get("Retry-After"));
    if (!seconds) throw new Error((await answer.json()).detail);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return null;
  }

  // The current frame, made smaller.
  function grab(side) {
    return draw(video, frame, side).getImageData(0, 0, frame.width, frame.height).data;
  }

  function show({ layer, map, buffer }) {
    // The reader has gone on to another layer while this was on its way.
    if (layer !== state.layer) return;
    const sheetBytes = new DataView(buffer).getInt32(0, true);
    const sheet = new Sheet(buffer.slice(4, 4 + sheetBytes));
    const size = sheet.height * sheet.width;
    const from = 4 + sheetBytes;
    const url = `${LOCAL}${++number}`;
    remember(url, sheet);
    remember(`${url}/${map}`, new Float32Array(buffer.slice(from, from + 4 * size)));
    showPicture(new Uint8Array(buffer, from + 4 * size));
    state.show(url, `${url}/`);
  }

  function showPicture(bytes) {
    const { height, width } = state.picture;
    if (bytes.length !== 3 * height * width) return;
    const pixels = new Uint8ClampedArray(4 * height * width).fill(255);
    for (let i = 0; i < height * width; i++) pixels.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
    Object.assign(seen, { width, height });
    seen.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
    element.closest(".picture-panel").querySelector(".picture").src = seen.toDataURL();
  }

  // A frame for good: it goes the way of any picture that is chosen from the disk.
  function take() {
    grab(1024);
    frame.toBlob((blob) => {
      stop();
      document.dispatchEvent(new CustomEvent("fovea:picture", { detail: new File([blob], "camera.png", { type: "image/png" }) }));
    }, "image/png");
  }

  function stop(reason = "") {
    end(stream);
    const wasLive = stream !== null;
    stream = null;
    video.srcObject = null;
    note.textContent = reason;
    live(false);
    // The page shows the kept picture again.
    if (wasLive && !signal.aborted) {
      element.closest(".picture-panel").querySelector(".picture").src = kept();
      state.read();
    }
  }

  const kept = () => document.querySelector(".picture-seen")?.getAttribute("src") ?? "";

  function live(on) {
    controls.start.hidden = on;
    controls.take.hidden = controls.stop.hidden = !on;
    if (on) controls.stop.focus();
    else if (document.activeElement === document.body) controls.start.focus();
  }

  document.addEventListener("visibilitychange", () => document.hidden && stream && stop(), { signal });
  signal.addEventListener("abort", () => stop());
  return () => {};
}

function rgb(rgba) {
  const bytes = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0, at = 0; i < rgba.length; i += 4) {
    bytes[at++] = rgba[i];
    bytes[at++] = rgba[i + 1];
    bytes[at++] = rgba[i + 2];
  }
  return bytes;
}
