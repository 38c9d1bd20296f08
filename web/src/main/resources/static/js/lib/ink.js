// Black or white, whichever is read better on a colour.

/** Ink for a background [red, green, blue], 0 to 255: the contrast of WCAG is at least 4.58 with one of the two. */
export function inkOn(rgb) {
  return luminance(rgb) > 0.1791 ? "black" : "white";
}

/** Relative luminance, 0 to 1, as WCAG defines it. */
export function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
