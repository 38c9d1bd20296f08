// A sheet is one layer's thumbnails with the statistics of its full maps, in one binary answer:
// little-endian int32 magic 'AEVF', channels, height, width, thumbHeight, thumbWidth;
// then six float32 a channel: min, max, mean, std, low, high;
// then a byte a thumbnail pixel, channel by channel, meaning low + byte / 255 * (high - low).

const MAGIC = 0x46564541;
const HEADER_BYTES = 24;
const FLOATS = 6;

export class Sheet {
  #statistics;
  #steps;
  #range;

  /** Reads a sheet from an ArrayBuffer; throws a RangeError with a sentence if it is not one. */
  constructor(buffer) {
    if (buffer.byteLength < HEADER_BYTES) throw new RangeError("a sheet has at least 24 bytes");
    const view = new DataView(buffer);
    const [magic, channels, height, width, thumbHeight, thumbWidth] =
      [0, 4, 8, 12, 16, 20].map((at) => view.getInt32(at, true));
    if (magic !== MAGIC) throw new RangeError("not a sheet: wrong magic number");
    const pixels = channels * thumbHeight * thumbWidth;
    const wanted = HEADER_BYTES + channels * FLOATS * 4 + pixels;
    if (channels < 1 || buffer.byteLength !== wanted) {
      throw new RangeError(`expected ${wanted} bytes in this sheet but found ${buffer.byteLength}`);
    }
    Object.assign(this, { channels, height, width, thumbHeight, thumbWidth });
    this.#statistics = new Float32Array(channels * FLOATS);
    for (let i = 0; i < this.#statistics.length; i++) {
      this.#statistics[i] = view.getFloat32(HEADER_BYTES + 4 * i, true);
    }
    this.#steps = new Uint8Array(buffer, wanted - pixels, pixels);
    this.#range = this.#measure();
    Object.freeze(this);
  }

  /** A sheet as it stands in a page: in base 64. */
  static ofText(text) {
    return new Sheet(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer);
  }

  /** min, max, mean and std of the full map, low and high of its thumbnail. */
  statistics(channel) {
    const [min, max, mean, std, low, high] =
      this.#statistics.subarray(channel * FLOATS, (channel + 1) * FLOATS);
    return { min, max, mean, std, low, high };
  }

  /** A channel's thumbnail, row by row, as bytes from low (0) to high (255). */
  steps(channel) {
    const size = this.thumbHeight * this.thumbWidth;
    return this.#steps.subarray(channel * size, (channel + 1) * size);
  }

  /** Lowest and highest value over all channels. */
  range() {
    return this.#range;
  }

  /** The channel with the most contrast, as the server counts it; the first of them if several have it. */
  liveliest() {
    const contrast = ({ min, max, std }) => std / Math.max(max, -min) || 0;
    let best = 0;
    for (let c = 1; c < this.channels; c++) {
      if (contrast(this.statistics(c)) > contrast(this.statistics(best))) best = c;
    }
    return best;
  }

  #measure() {
    let low = Infinity;
    let high = -Infinity;
    for (let c = 0; c < this.channels; c++) {
      low = Math.min(low, this.#statistics[c * FLOATS]);
      high = Math.max(high, this.#statistics[c * FLOATS + 1]);
    }
    return [low, high];
  }
}
