package fovea.web.networks;

import fovea.web.compare.Ready;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visitor's networks, and the published ones by family.
 *
 * @param space how much the visitor keeps
 * @param deleted those that can be brought back, the one deleted last first
 * @param said the one that was deleted just now; null if none was
 * @param ready comparisons to open
 * @param document what was typed as a document and is none; empty if nothing was
 * @param refusal why it is none; empty if nothing is wrong
 */
public record NetworksView(
    List<Row> mine, Space space, List<Row> deleted, @Nullable Row said, List<Ready.Link> ready,
    List<Family> zoo,
    String document, String refusal) {

  /**
   * A visitor's networks: those that are there, and those that were deleted; how many bytes they keep of
   * the most that they may.
   */
  public record Networks(List<Mine> mine, List<Mine> deleted, long bytes, long mostBytes) {

    /** Nobody's. */
    public static final Networks NONE = new Networks(List.of(), List.of(), 0, 1);
  }

  /** How much a visitor keeps, in a sentence and as a percentage of what they may. */
  public record Space(String sentence, long percent) {}

  /** One of the visitor's networks, as it is kept; when it was changed last, or deleted. */
  public record Mine(String id, String name, Instant at) {}

  /** One of the visitor's networks, ready to print. */
  public record Row(String address, String name, String when) {}

  /** Networks that belong together. */
  public record Family(String name, List<Card> cards) {}

  /** A published network, or one that comes trained: which field of the form asks for it by its name. */
  public record Card(
      String field, String name, String title, String paper, String description, String layers,
      String parameters,
      String macs, String input, List<Bar> sketch) {}

  /** A layer in a sketch of 200 × 60: the higher, the larger its maps. */
  public record Bar(String kind, String x, String y, String width, String height) {}
}
