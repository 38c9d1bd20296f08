package fovea.server.picture;

/** Where a frame stands on its canvas, in pixels. */
record Place(int left, int top, int width, int height) {

  /** The first column behind it. */
  int right() {
    return left + width;
  }

  /** The first row below it. */
  int bottom() {
    return top + height;
  }
}
