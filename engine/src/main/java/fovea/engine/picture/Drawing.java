package fovea.engine.picture;

import fovea.engine.network.Node;
import fovea.engine.picture.Layout.Band;
import fovea.engine.picture.Layout.Card;
import fovea.engine.picture.Layout.Wire;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lays a network out. A card stands one column behind the last of those it reads, in the lane of one
 * of them if that is free, else in the next free one. A wire runs along a lane; where cards are in
 * its way it goes over them as an arc. Not thread safe; draws once.
 */
final class Drawing {

  private final NetworkReading reading;
  private final Folding folding;
  private final Wiring wiring;
  private final List<Part> shown = new ArrayList<>();
  private final List<OpenGroup> open = new ArrayList<>();
  /** For each place of the network's list, and the picture before them, its card. */
  private final int[] cardOf;
  private final Grid grid = new Grid();

  private record OpenGroup(Part.Group group, int depth, int from, int to) {}

  Drawing(NetworkReading reading, Folding folding) {
    this.reading = reading;
    this.folding = folding;
    this.wiring = new Wiring(reading.network());
    this.cardOf = new int[wiring.count() + 1];
  }

  Layout of(List<Part> parts) {
    show(parts, 0);
    grid.put(0, new int[0]);
    for (int i = 0; i < shown.size(); i++) {
      grid.put(i + 1, sources(shown.get(i), i + 1));
    }
    int depths = open.stream().mapToInt(it -> it.depth + 1).max().orElse(0);
    List<int[]> arcs = new ArrayList<>();
    for (int to = 1; to <= shown.size(); to++) {
      for (int from : sources(shown.get(to - 1), to)) {
        if (grid.way(from, to) == Grid.Way.OVER) {
          arcs.add(new int[]{from, to});
        }
      }
    }
    int[] tops = tops(depths * Layout.BAND_HEIGHT, arcs);
    List<Card> cards = cards(tops);
    int bottom = tops[tops.length - 1];
    int width = (grid.columns() - 1) * Layout.PITCH + Layout.CARD_WIDTH + 5 * Layout.MARGIN;
    return new Layout(width, bottom, grid.lanes(), cards, wires(cards, arcs), bands());
  }

  /** Puts layers and folded groups in a row, and remembers where open groups begin and end. */
  private void show(List<Part> parts, int depth) {
    for (Part part : parts) {
      if (part instanceof Part.Group group
          && folding.isOpen(group, depth, reading.network())) {
        int at = open.size();
        open.add(new OpenGroup(group, depth, 0, 0));
        int from = shown.size() + 1;
        show(group.parts(), depth + 1);
        open.set(at, new OpenGroup(group, depth, from, shown.size()));
      } else {
        shown.add(part);
        for (int place = part.first(); place <= part.last(); place++) {
          cardOf[place + 1] = shown.size();
        }
      }
    }
  }

  private int[] sources(Part part, int card) {
    List<Integer> sources = new ArrayList<>();
    for (int place = part.first(); place <= part.last(); place++) {
      for (int source : wiring.sources(place)) {
        if (cardOf[source + 1] != card) {
          sources.add(cardOf[source + 1]);
        }
      }
    }
    return sources.stream().distinct().mapToInt(it -> it).toArray();
  }

  /** The top of each lane, and the bottom of the last; arcs make room above their lane. */
  private int[] tops(int top, List<int[]> arcs) {
    int[] tops = new int[grid.lanes() + 1];
    int y = top;
    for (int lane = 0; lane < grid.lanes(); lane++) {
      int here = lane;
      boolean hasArcs = arcs.stream().anyMatch(arc -> grid.over(arc[0], arc[1]) == here);
      y += hasArcs ? Layout.ARCS_HEIGHT : 6;
      tops[lane] = y;
      y += 2 * Layout.LINE_HEIGHT + Layout.BODY_HEIGHT + Layout.LANE_GAP;
    }
    tops[grid.lanes()] = y;
    return tops;
  }

  private List<Card> cards(int[] tops) {
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i <= shown.size(); i++) {
      int x = Layout.MARGIN + grid.column(i) * Layout.PITCH;
      int y = tops[grid.lane(i)];
      if (i == 0) {
        cards.add(new Card(Node.INPUT, null, reading.network().input(), x, y));
        continue;
      }
      Part part = shown.get(i - 1);
      Node node = reading.network().nodes().get(part.last());
      Layout.Group group = part instanceof Part.Group it ? Layout.Group.of(it, reading) : null;
      cards.add(new Card(node.id(), group, Layout.output(reading, part.last()), x, y));
    }
    return cards;
  }

  private List<Wire> wires(List<Card> cards, List<int[]> arcs) {
    int longest = arcs.stream().mapToInt(arc -> grid.column(arc[1]) - grid.column(arc[0]))
        .max().orElse(2);
    List<Wire> wires = new ArrayList<>();
    for (int to = 1; to <= shown.size(); to++) {
      for (int from : sources(shown.get(to - 1), to)) {
        Card start = cards.get(from);
        Card end = cards.get(to);
        Grid.Way way = grid.way(from, to);
        String path = switch (way) {
          case OWN_LANE -> "M" + start.wireX() + " " + start.wireY()
              + "H" + (end.wireX() - Layout.PITCH) + bend(end.wireX() - Layout.PITCH,
                  start.wireY(), end);
          case OTHER_LANE -> "M" + start.wireX() + " " + start.wireY()
              + bend(start.wireX(), start.wireY(), start.wireX() + Layout.PITCH, end.wireY())
              + "H" + end.wireX();
          case OVER -> arc(start, end, topOf(cards, grid.over(from, to)),
              grid.column(to) - grid.column(from), longest);
        };
        wires.add(new Wire(start.id(), end.id(), way == Grid.Way.OVER, path));
      }
    }
    return wires;
  }

  private int topOf(List<Card> cards, int lane) {
    int first = 0;
    while (grid.lane(first) != lane) {
      first++;
    }
    return cards.get(first).y();
  }

  private static String bend(int x, int y, Card end) {
    return bend(x, y, end.wireX(), end.wireY());
  }

  private static String bend(int x, int y, int toX, int toY) {
    int middle = (x + toX) / 2;
    return y == toY
        ? "H" + toX
        : "C" + middle + " " + y + " " + middle + " " + toY + " " + toX + " " + toY;
  }

  /** Longer ones rise higher, by their logarithm, so that hundreds of layers fit. */
  private static String arc(Card start, Card end, int base, int span, int longest) {
    double share = Math.log(span) / Math.log(Math.max(2, longest));
    double top = base - (Layout.ARCS_HEIGHT - 6) * (0.3 + 0.7 * share);
    double bend = Math.min(Layout.PITCH / 2.0, (end.wireX() - start.wireX()) / 2.0);
    int left = start.wireX();
    int right = end.wireX();
    return String.format(Locale.ROOT,
        "M%d %d C%d %.1f %d %.1f %.1f %.1f H%.1f C%d %.1f %d %.1f %d %d", left, base, left, top,
        left, top, left + bend, top, right - bend, right, top, right, top, right, base);
  }

  private List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (OpenGroup group : open) {
      int[] columns = Arrays.stream(columns(group)).sorted().toArray();
      int left = Layout.MARGIN + columns[0] * Layout.PITCH;
      int width = (columns[columns.length - 1] - columns[0]) * Layout.PITCH + Layout.CARD_WIDTH;
      bands.add(new Band(Layout.Group.of(group.group, reading), left,
          group.depth * Layout.BAND_HEIGHT, width));
    }
    return bands;
  }

  private int[] columns(OpenGroup group) {
    int[] columns = new int[group.to - group.from + 1];
    Arrays.setAll(columns, i -> grid.column(group.from + i));
    return columns;
  }
}
