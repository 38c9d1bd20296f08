package fovea.engine.picture;

import fovea.engine.network.Network;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which groups are folded: all from a depth on, apart from some. Written as addresses carry it, such
 * as {@code 1!layer1.0.conv1~layer1.0.relu_2}: the depth, then the groups that are the other way.
 *
 * @param detail how many levels of groups are open: 0 stages, 1 blocks, 2 or more all layers;
 *     {@link #AUTOMATIC}: as many as stay readable
 * @param turned words for the groups that are the other way round
 */
public record Folding(int detail, Set<String> turned) {

  /** As many levels as stay readable. */
  public static final int AUTOMATIC = -1;

  /** What nobody has touched yet. */
  public static final Folding UNTOUCHED = new Folding(AUTOMATIC, Set.of());

  private static final int MOST_DETAIL = 3;
  private static final int READABLE_CARDS = 20;
  private static final int MOST_TURNED = 500;

  public Folding {
    turned = Set.copyOf(turned);
  }

  /** Reads what an address carries; what makes no sense is left out. */
  public static Folding parse(String text) {
    List<String> words = Arrays.asList(text.split("!", MOST_TURNED));
    String detail = words.getFirst();
    return new Folding(detail.matches("[0-3]") ? Integer.parseInt(detail) : AUTOMATIC,
        words.stream().skip(1).filter(word -> word.matches("[\\w.-]+~[\\w.-]+"))
            .collect(Collectors.toSet()));
  }

  /** As an address carries it; empty where nobody has touched anything. */
  public String text() {
    String depth = detail == AUTOMATIC ? "" : Integer.toString(detail);
    return turned.isEmpty()
        ? depth
        : depth + "!" + turned.stream().sorted().collect(Collectors.joining("!"));
  }

  /** The same with that group the other way round. */
  public Folding turning(String word) {
    Set<String> others = new LinkedHashSet<>(turned);
    if (!others.remove(word)) {
      others.add(word);
    }
    return new Folding(detail, others);
  }

  /** The same with a depth of its own for a network where that was left open. */
  public Folding settled(List<Part> parts) {
    if (detail != AUTOMATIC) {
      return this;
    }
    int readable = MOST_DETAIL;
    while (readable > 0 && cards(parts, readable) > READABLE_CARDS) {
      readable--;
    }
    return new Folding(readable, turned);
  }

  private static int cards(List<Part> parts, int levels) {
    return parts.stream().mapToInt(part -> part instanceof Part.Group group && levels > 0
        ? cards(group.parts(), levels - 1)
        : 1).sum();
  }

  /** Whether a group at that depth is open; {@code detail} must be settled. */
  boolean isOpen(Part.Group group, int depth, Network network) {
    return depth < detail != turned.contains(word(group, network));
  }

  /** The word for a group: the ids of its first and of its last layer. */
  public static String word(Part.Group group, Network network) {
    return network.nodes().get(group.first()).id() + "~" + network.nodes().get(group.last()).id();
  }
}
