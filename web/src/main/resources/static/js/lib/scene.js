// Zooming a scene inside a window that scrolls.

const LEAST = 0.1;
const MOST = 3;

const within = (zoom) => Math.min(MOST, Math.max(LEAST, zoom));

/** The zoom and the scroll position after zooming by a factor around a point of the window. */
export function zoomedAt({ zoom, left, top }, factor, { x, y }) {
  const after = within(zoom * factor);
  const grows = after / zoom;
  return { zoom: after, left: (left + x) * grows - x, top: (top + y) * grows - y };
}

/** The zoom at which all of it is seen; never larger than its natural size. */
export const fitted = (width, room) => within(Math.min(1, room / width));
