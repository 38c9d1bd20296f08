package fovea.engine.picture;

import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of a network's picture goes, in pixels at its natural size: from left to right in
 * order of computation, branches below each other. Each card has its name on top, then the wire that
 * goes through it, then room for maps. Above all cards are the bands of open groups, then arcs.
 *
 * @param width of all
 * @param height of all
 * @param lanes how many rows of cards there are
 * @param cards the picture first, then layers and folded groups in order
 * @param wires between cards, in order of their readers
 * @param bands open groups, the outer ones first
 */
public record Layout(
    int width, int height, int lanes, List<Card> cards, List<Wire> wires, List<Band> bands) {

  /** From one card to the next. */
  public static final int PITCH = 88;

  /** The width of a card. */
  public static final int CARD_WIDTH = 76;

  /** The height of a band, and of the gap below it. */
  public static final int BAND_HEIGHT = 30;

  /** The height of a card's name, and of its wire. */
  public static final int LINE_HEIGHT = 18;

  /** The room below a card's wire: two maps. */
  public static final int BODY_HEIGHT = 78;

  static final int ARCS_HEIGHT = 42;
  static final int LANE_GAP = 12;
  static final int MARGIN = 12;

  public Layout {
    cards = List.copyOf(cards);
    wires = List.copyOf(wires);
    bands = List.copyOf(bands);
  }

  /**
   * A layer, or a group that is folded.
   *
   * @param id of the layer whose output it shows: a group's last; {@code input} for the picture
   * @param group what is folded into it, if anything
   * @param output its shape, if it is known
   * @param x of its left
   * @param y of its top
   */
  public record Card(String id, @Nullable Group group, @Nullable Shape output, int x, int y) {

    /** Where wires go through it. */
    public int wireX() {
      return x + CARD_WIDTH / 2;
    }

    /** Where wires go through it. */
    public int wireY() {
      return y + LINE_HEIGHT + LINE_HEIGHT / 2;
    }
  }

  /**
   * What one card reads of another.
   *
   * @param from the card's id
   * @param to the card's id
   * @param isArc whether it goes over the cards in between
   * @param path for SVG
   */
  public record Wire(String from, String to, boolean isArc, String path) {}

  /**
   * A group that is open, above its cards.
   *
   * @param x of its left
   * @param y of its top
   * @param width to the end of its last card
   */
  public record Band(Group group, int x, int y, int width) {}

  /**
   * A group as pictures name it.
   *
   * @param word by which a {@link Folding} knows it
   * @param kind what people call it
   * @param name what its layers' ids have in common; where others have it in common, too, with their
   *     numbers, as in features.0–4; empty if they share nothing
   * @param parts how many it has
   * @param layers ids of all its layers, in order
   */
  public record Group(
      String word, Part.Kind kind, String name, int parts, List<String> layers) {

    static Group of(Part.Group group, NetworkReading reading) {
      List<String> ids = reading.network().nodes().subList(group.first(), group.last() + 1)
          .stream().map(Node::id).toList();
      return new Group(Folding.word(group, reading.network()), group.kind(),
          numbered(shared(ids), ids, reading), group.parts().size(), ids);
    }

    private static String numbered(String name, List<String> ids, NetworkReading reading) {
      String module = name + ".";
      boolean isWhole = reading.network().nodes().stream().map(Node::id)
          .allMatch(id -> !id.startsWith(module) || ids.contains(id));
      List<String> numbers = ids.stream().filter(id -> id.startsWith(module))
          .map(id -> id.substring(module.length()).replaceFirst("\\..*", ""))
          .filter(id -> id.matches("\\d+")).toList();
      return name.isEmpty() || isWhole || numbers.isEmpty()
          || numbers.getFirst().equals(numbers.getLast())
              ? name
              : module + numbers.getFirst() + "–" + numbers.getLast();
    }

    /** The modules that most of the ids begin with: functions without a module do not count. */
    private static String shared(List<String> ids) {
      List<String> dotted = ids.stream().filter(id -> id.contains(".")).toList();
      if (dotted.isEmpty()) {
        return "";
      }
      String name = dotted.getFirst();
      for (String id : dotted) {
        while (!name.isEmpty() && !id.startsWith(name + ".")) {
          name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
      }
      return name;
    }
  }

  /** The picture of a network with some groups folded. */
  public static Layout of(NetworkReading reading, Folding folding) {
    List<Part> parts = Grouping.of(reading);
    return new Drawing(reading, folding.settled(parts)).of(parts);
  }

  static @Nullable Shape output(NetworkReading reading, int place) {
    Node node = reading.network().nodes().get(place);
    Optional<LayerReading> layer = reading.layer(node.id())
        .filter(it -> it.node().equals(node));
    return layer.map(LayerReading::output).orElse(null);
  }
}
