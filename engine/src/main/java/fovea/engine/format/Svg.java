package fovea.engine.format;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.picture.Layout;
import fovea.engine.picture.Layout.Band;
import fovea.engine.picture.Layout.Card;
import fovea.engine.picture.Layout.Wire;
import fovea.engine.picture.Part;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The picture of a network as a file: the layout that the page shows, in colours for paper. A card's
 * block is the higher, the larger its maps are, and the wider, the more channels it has.
 */
public final class Svg {

  private static final String STYLE = """
      text{font-family:Inter,Helvetica,Arial,sans-serif;text-anchor:middle;fill:#1a1c20}
      .name{font-size:11.5px;font-weight:600}.type,.shape{font-size:9.5px;fill:#5d6370}
      .shape{font-family:"JetBrains Mono",Menlo,monospace}
      .band text{font-size:11.5px;text-anchor:start}.band rect{fill:#efede6}
      .wire{fill:none;stroke:#a9a698}.arc{fill:none;stroke:#6a4fb3;stroke-opacity:.7}""";

  private static final int LONGEST_NAME = 12;

  private Svg() {}

  /** The picture, with groups named in English. */
  public static String of(Network network, Layout layout) {
    return of(network, layout, kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** The picture, with groups named by those words. */
  public static String of(Network network, Layout layout, Function<Part.Kind, String> words) {
    StringBuilder svg = new StringBuilder();
    int height = layout.height();
    svg.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
        + " viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n<style>%s</style>\n"
        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n").formatted(layout.width(),
            height, layout.width(), height, escaped(network.name()), STYLE));
    for (Band band : layout.bands()) {
      svg.append(("<g class=\"band\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
          + "<text x=\"%d\" y=\"%d\">%s</text></g>\n").formatted(band.x(), band.y() + 2,
              band.width(), Layout.BAND_HEIGHT - 6, band.x() + 8, band.y() + 18,
              escaped(label(band.group(), words))));
    }
    for (Wire wire : layout.wires()) {
      svg.append("<path class=\"").append(wire.isArc() ? "arc" : "wire").append("\" d=\"")
          .append(wire.path()).append("\"/>\n");
    }
    for (Card card : layout.cards()) {
      svg.append(card(network, card, words));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String label(Layout.Group group, Function<Part.Kind, String> words) {
    String name = group.name().isEmpty() ? "" : group.name() + " · ";
    return name + words.apply(group.kind()) + " × " + group.parts();
  }

  private static String card(Network network, Card card, Function<Part.Kind, String> words) {
    Layout.Group group = card.group();
    boolean isInput = card.id().equals(Node.INPUT);
    String name = group == null || group.name().isEmpty() ? card.id() : group.name();
    String type = group != null
        ? words.apply(group.kind()) + " × " + group.parts()
        : isInput ? "" : LayerType.of(network.node(card.id()).layer()).name();
    String color = isInput
        ? "#0072b2"
        : group == null ? color(network.node(card.id()).layer()) : "#6a4fb3";
    int x = card.wireX();
    return ("<g><title>%s</title><text class=\"name\" x=\"%d\" y=\"%d\">%s</text>"
        + "<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>"
        + "<text class=\"shape\" x=\"%d\" y=\"%d\">%s</text>%s"
        + "<text class=\"type\" x=\"%d\" y=\"%d\">%s</text></g>\n").formatted(
            escaped(card.id() + " " + type), x, card.y() + 12, escaped(end(name)), x, card.wireY(),
            color, x + Layout.PITCH / 2, card.wireY() - 4, shape(card), block(card, color), x,
            card.y() + 2 * Layout.LINE_HEIGHT + Layout.BODY_HEIGHT - 2, escaped(type));
  }

  /** In long ids the end tells layers apart. */
  private static String end(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }

  private static String shape(Card card) {
    Shape output = card.output();
    return output == null
        ? "?"
        : output.dimensions().stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private static String block(Card card, String color) {
    List<Long> dimensions = Objects.requireNonNullElse(card.output(), new Shape.Features(1))
        .dimensions();
    double width = 6 + 5 * log(dimensions.size() == 3 ? dimensions.get(0) : 4);
    double height = 6 + 7 * log(dimensions.size() == 3 ? dimensions.get(1) : dimensions.get(0));
    int room = Layout.BODY_HEIGHT - 16;
    double w = Math.min(width, Layout.CARD_WIDTH - 8);
    double h = Math.min(height, room);
    int pages = card.group() == null ? 1 : 3;
    StringBuilder blocks = new StringBuilder();
    for (int page = pages - 1; page >= 0; page--) {
      blocks.append(String.format(Locale.ROOT,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" fill=\"%s\""
              + " stroke=\"#ffffff\"/>",
          card.wireX() - w / 2 + 3 * page, card.y() + 2 * Layout.LINE_HEIGHT + (room - h) / 2 + 3
              * page,
          w, h, color));
    }
    return blocks.toString();
  }

  private static double log(long number) {
    return Math.log(number + 1.0) / Math.log(2);
  }

  private static String color(Layer layer) {
    return switch (layer) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _ -> "#c77700";
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> "#0072b2";
      case Activation _, Softmax _ -> "#00805c";
      case Linear _, Merge _ -> "#6a4fb3";
      case BatchNorm2d _, Flatten _, Dropout _, Upsample _ -> "#7b7f88";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;").replaceAll("\\p{Cntrl}", " ");
  }
}
