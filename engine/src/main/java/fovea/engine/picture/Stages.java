package fovea.engine.picture;

import fovea.engine.network.Shape;
import fovea.engine.picture.Part.Group;
import fovea.engine.picture.Part.Kind;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts blocks of one kind that follow each other at one size of the maps together into stages. */
final class Stages {

  private final NetworkReading reading;

  Stages(NetworkReading reading) {
    this.reading = reading;
  }

  List<Part> of(List<Part> parts) {
    List<Part> found = new ArrayList<>();
    int at = 0;
    while (at < parts.size()) {
      int end = at + 1;
      Optional<Kind> stage = stage(parts.get(at));
      while (stage.isPresent() && end < parts.size() && belongs(parts.get(at), parts.get(end))) {
        end++;
      }
      found.add(end - at > 1
          ? new Group(stage.orElseThrow(), parts.subList(at, end))
          : parts.get(at));
      at = end;
    }
    return found;
  }

  private static Optional<Kind> stage(Part part) {
    return switch (part) {
      case Part.Single _ -> Optional.empty();
      case Group(Kind kind, var _) -> switch (kind) {
        case RESIDUAL_BLOCK -> Optional.of(Kind.RESIDUAL_STAGE);
        case INVERTED_RESIDUAL -> Optional.of(Kind.INVERTED_RESIDUAL_STAGE);
        case SEPARABLE_BLOCK -> Optional.of(Kind.SEPARABLE_STAGE);
        case INCEPTION_BLOCK -> Optional.of(Kind.INCEPTION_STAGE);
        case FIRE_BLOCK -> Optional.of(Kind.FIRE_STAGE);
        case VGG_STAGE, RESIDUAL_STAGE, INVERTED_RESIDUAL_STAGE, SEPARABLE_STAGE, INCEPTION_STAGE,
            FIRE_STAGE, DENSE_BLOCK, DENSE_LAYER, SQUEEZE_EXCITATION, BRANCHES ->
          Optional.empty();
      };
    };
  }

  private boolean belongs(Part first, Part next) {
    return first instanceof Group(Kind kind, var _) && next instanceof Group(Kind other, var _)
        && kind == other && size(first).equals(size(next)) && !size(first).isEmpty();
  }

  /** Height and width of what comes out; empty where it is not known. */
  private List<Integer> size(Part part) {
    return reading.layer(reading.network().nodes().get(part.last()).id())
        .map(LayerReading::output)
        .map(shape -> switch (shape) {
          case Shape.Maps(int _, int height, int width) -> List.of(height, width);
          case Shape.Features _ -> List.<Integer>of();
        })
        .orElse(List.of());
  }
}
