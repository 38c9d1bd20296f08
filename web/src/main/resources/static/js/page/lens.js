// The camera of this device: lent by the browser for as long as somebody looks through it.

/** Starts a camera and shows it in the video; throws what the browser says against it. */
export async function look(video) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 640 } } });
  Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
  try {
    await video.play();
    return stream;
  } catch (stopped) {
    end(stream);
    throw stopped;
  }
}

/** Draws a part of what is seen now, [left, top, width, height], so large that its longer side fits. */
export function draw(video, canvas, side, part = [0, 0, video.videoWidth, video.videoHeight]) {
  const [left, top, width, height] = part;
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return context;
}

/** Ends it. */
export const end = (stream) => stream?.getTracks().forEach((track) => track.stop());
