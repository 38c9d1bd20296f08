// A picture as it is sent: made smaller here if it is larger than what the server decodes whole, as a
// phone's photos are. The browser turns it upright by the way, and keeps what is transparent.

/** The server keeps no longer side. */
const KEPT_SIDE = 2048;

/** Above these, the server would take every second pixel only. */
const DECODED_PIXELS = 16e6;

const JPEG_QUALITY = 0.95;

/**
 * The file to send for this one. Throws {limit, values} when it is over a limit: "side", "pixels", or
 * "bytes" when the browser cannot make it smaller.
 */
export async function sendable(file, { maxBytes, maxPixels, maxSide }) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    if (await isRead(image)) {
      const { naturalWidth: width, naturalHeight: height } = image;
      if (Math.max(width, height) > maxSide) throw { limit: "side", values: [width, height, maxSide] };
      if (width * height > maxPixels) {
        throw { limit: "pixels", values: [Math.ceil(width * height / 1e6), maxPixels / 1e6] };
      }
      if (file.size > maxBytes || width * height > DECODED_PIXELS) {
        const smaller = await shrunk(image, file.type, maxBytes);
        if (smaller) return smaller;
      }
    }
  } finally {
    URL.revokeObjectURL(image.src);
  }
  // What this browser cannot read, the server may.
  if (file.size > maxBytes) throw { limit: "bytes", values: [Math.ceil(file.size / 1e6), maxBytes / 1e6] };
  return file;
}

// Only its head is needed here; it is decoded when it is drawn.
const isRead = (image) => new Promise((resolve) => {
  image.onload = () => resolve(true);
  image.onerror = () => resolve(false);
});

async function shrunk(image, fileType, maxBytes) {
  const longest = Math.max(image.naturalWidth, image.naturalHeight);
  const type = fileType === "image/jpeg" ? fileType : "image/png";
  for (let side = Math.min(KEPT_SIDE, longest); side >= 1; side /= 2) {
    const blob = await drawn(image, side / longest, type);
    if (!blob) return null;
    if (blob.size <= maxBytes) return new File([blob], "picture", { type });
  }
  return null;
}

function drawn(image, scale, type) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, JPEG_QUALITY));
}
