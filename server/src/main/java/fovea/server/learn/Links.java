package fovea.server.learn;

import fovea.server.workbench.Variation;
import fovea.web.learn.Piece;
import fovea.web.learn.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where links of the course's texts lead that move what lies beside them. */
final class Links {

  private Links() {}

  /**
   * The address after a link: {@code ?layer=conv1}, {@code at:CHANNEL/Y/X}, {@code set:stride=2&padding=0}
   * or {@code reset}.
   *
   * @param query of the page, whose move of the picture a choice of a layer keeps; null if it has none
   * @throws IllegalArgumentException if it is none of these
   */
  static String after(String link, Variation variation, @Nullable String query) {
    Step step = variation.step();
    if (link.startsWith("?") && step.piece() == Piece.EQUIVARIANCE) {
      String shown = query == null ? step.look().substring(1) : query;
      String kept = Stream.of(shown.split("&", 12))
          .filter(pair -> !pair.startsWith("layer=") && !pair.startsWith("map="))
          .collect(Collectors.joining("&"));
      return variation.address() + "/principles/equivariance" + link
          + (kept.isEmpty() ? "" : "&" + kept);
    }
    if (link.startsWith("?")) {
      return variation.address() + link;
    }
    if (link.startsWith("at:")) {
      return variation.address() + "/layers/" + step.layer() + "/units/" + link.substring(3);
    }
    if (link.equals("reset")) {
      return step.address();
    }
    if (!link.startsWith("set:")) {
      throw new IllegalArgumentException("no link of the course is called \"" + link + "\"");
    }
    Map<String, String> changes = new HashMap<>();
    for (String change : link.substring(4).split("&", 12)) {
      int equals = change.indexOf('=');
      changes.put(change.substring(0, equals), change.substring(equals + 1));
    }
    // Each begins with the step as the course has it: what was changed before would change its meaning.
    return new Variation(step, Map.of()).with(changes)
        .orElseThrow(() -> new IllegalArgumentException(link)).address();
  }

  /** What the workbench shows of a copy, so that it looks like the step. */
  static String look(Variation variation) {
    Step step = variation.step();
    return switch (step.piece()) {
      case UNIT, MAPS, LAYER -> step.look();
      case TABLE -> "/table";
      case PARAMETERS -> "/principles";
      case EQUIVARIANCE, LOCALITY, POOLING ->
        "/principles/" + step.piece().word() + step.look();
    };
  }
}
