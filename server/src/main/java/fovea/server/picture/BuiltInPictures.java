package fovea.server.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Pictures that Fovea draws itself, so that there is always something to look at. The same on every
 * machine: no fonts, no random numbers. Thread-safe.
 */
public final class BuiltInPictures {

  /** Every picture is a square of this many pixels. */
  public static final int SIDE = 448;

  /** The name of the worked example's picture. */
  public static final String RAMP = "ramp";

  /** Its tenths: a ramp in the first window; beyond it such that no two windows answer the same. */
  private static final String TENTHS = """
      1 2 3 7 4 3 4 5
      2 3 4 0 4 7 9 9
      3 4 5 6 7 10 9 2
      9 9 2 3 3 12 10 11
      7 9 3 8 6 9 8 2
      7 9 10 9 5 13 13 9
      6 10 10 8 7 10 10 7
      5 5 3 5 5 10 11 7
      """;

  private static final Map<String, Consumer<Graphics2D>> DRAWINGS = new TreeMap<>(Map.of(
      "harbour", Harbour::draw,
      "cat", Cat::draw,
      "digit", TestCards::digit,
      "star", Figures::star,
      "heart", Figures::heart,
      "edges", TestCards::edges,
      "circles", TestCards::circles,
      "stripes", TestCards::stripes,
      "gradient", TestCards::gradient));

  private final Map<String, Picture> drawn = new ConcurrentHashMap<>();

  /** The names, in alphabetical order. */
  public List<String> names() {
    return List.copyOf(DRAWINGS.keySet());
  }

  /** The picture of that name, drawn when it is first asked for. */
  public Optional<Picture> picture(String name) {
    if (name.equals(RAMP)) {
      return Optional.of(ramp());
    }
    return Optional.ofNullable(DRAWINGS.get(name))
        .map(drawing -> drawn.computeIfAbsent(name, _ -> draw(drawing)));
  }

  /**
   * What the worked example looks at, number by number and not to choose for others: 8 × 8 pixels, 12
   * brighter for every tenth, and three tenths more from red to green to blue.
   */
  private static Picture ramp() {
    int[] pixels = Stream.of(TENTHS.strip().split("\\s+"))
        .mapToInt(Integer::parseInt)
        .map(tenths -> 12 * (tenths * 0x10000 + (tenths + 3) * 0x100 + tenths + 6))
        .toArray();
    return new Picture(8, 8, pixels);
  }

  /** Drawings use a square from (0, 0) to (1, 1), x to the right and y down. */
  private static Picture draw(Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SIDE, SIDE);
    drawing.accept(graphics);
    graphics.dispose();
    return Picture.of(image);
  }
}
