package fovea.web.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What there is to learn, in its order. The words are in a file for each chapter and language. */
public final class Course {

  /** Where it begins. */
  public static final String ADDRESS = "/learn";

  private static final List<Chapter> CHAPTERS = List.of(
      chapter("explosion", 8,
          step("pixels", Piece.LAYER, "dense", "?layer=fc1"),
          step("stack", Piece.TABLE, "dense", ""),
          step("cost", Piece.LAYER, "dense", "?layer=fc1"),
          step("small", Piece.LAYER, "conv", "?layer=conv")),
      chapter("local", 6,
          step("window", Piece.UNIT, "conv", "/layers/conv/units/0/150/96"),
          step("count", Piece.PARAMETERS, "conv", ""),
          step("corner", Piece.UNIT, "conv", "/layers/conv/units/0/0/0")),
      chapter("sharing", 9,
          step("same", Piece.UNIT, "conv", "/layers/conv/units/0/150/96"),
          step("saving", Piece.PARAMETERS, "conv", ""),
          step("shift", Piece.EQUIVARIANCE, "slide", "?dy=0&dx=0&layer=conv1"),
          step("borders", Piece.EQUIVARIANCE, "slide", "?dy=0&dx=1&layer=conv2")),
      chapter("hierarchy", 12,
          step("grow", Piece.MAPS, "straight", "?layer=conv5"),
          step("stride", Piece.MAPS, "strided", "?layer=conv5"),
          step("jump", Piece.LAYER, "tinyvgg", "?layer=max_pool_1"),
          step("whole", Piece.MAPS, "tinyvgg", "?layer=conv_2_2"),
          step("seven", Piece.TABLE, "stacked", "")),
      chapter("savings", 7,
          step("layers", Piece.PARAMETERS, "vgg16", ""),
          step("where", Piece.TABLE, "vgg16", ""),
          step("equal", Piece.PARAMETERS, "vgg16", "")),
      chapter("images", 10,
          step("near", Piece.LOCALITY, "tinyvgg", ""),
          step("repeat", Piece.LOCALITY, "tinyvgg", ""),
          step("build", Piece.MAPS, "tinyvgg", "?layer=conv_2_2"),
          step("fail", Piece.LOCALITY, "tinyvgg", "")),
      chapter("arithmetic", 9,
          step("patch", Piece.UNIT, "worked", "/layers/conv/units/0/0/0"),
          step("sum", Piece.UNIT, "worked", "/layers/conv/units/0/0/0"),
          step("slide", Piece.UNIT, "worked", "/layers/conv/units/0/5/5"),
          step("photo", Piece.UNIT, "edge", "/layers/conv/units/0/30/30")),
      chapter("size", 9,
          step("formula", Piece.LAYER, "worked", "?layer=conv"),
          step("padding", Piece.LAYER, "conv", "?layer=conv"),
          step("stride", Piece.LAYER, "floor", "?layer=conv"),
          step("floor", Piece.LAYER, "floor", "?layer=conv")),
      chapter("conv2d", 11,
          step("code", Piece.LAYER, "conv", "?layer=conv"),
          step("weight", Piece.MAPS, "conv", "?layer=conv&map=0&weights=conv.weight%5B0,0%5D"),
          step("bias", Piece.LAYER, "conv", "?layer=conv"),
          step("positions", Piece.UNIT, "conv8", "/layers/conv/units/0/0/0"),
          step("unshared", Piece.PARAMETERS, "conv8", "")),
      chapter("pooling", 10,
          step("largest", Piece.UNIT, "tinyvgg", "/layers/max_pool_1/units/0/0/0"),
          step("forgives", Piece.EQUIVARIANCE, "tinyvgg", ""),
          step("grow", Piece.LAYER, "tinyvgg", "?layer=max_pool_1"),
          step("instead", Piece.POOLING, "tinyvgg", "")),
      chapter("history", 9,
          step("cat", Piece.MAPS, "conv", "?layer=conv"),
          step("lenet", Piece.MAPS, "lenet5", "?layer=conv2"),
          step("alexnet", Piece.TABLE, "alexnet", ""),
          step("depth", Piece.TABLE, "vgg16", "")));

  private Course() {}

  private static Chapter chapter(String word, int minutes, Step... steps) {
    return new Chapter(word, minutes, Arrays.stream(steps)
        .map(it -> new Step(word, it.word(), it.piece(), it.network(), it.look())).toList());
  }

  private static Step step(String word, Piece piece, String network, String look) {
    return new Step("", word, piece, network, look);
  }

  /** All chapters. */
  public static List<Chapter> chapters() {
    return CHAPTERS;
  }

  /** The chapter of that word. */
  public static Optional<Chapter> chapter(String word) {
    return CHAPTERS.stream().filter(chapter -> chapter.word().equals(word)).findFirst();
  }

  /** The step of those words. */
  public static Optional<Step> step(String chapter, String word) {
    return chapter(chapter).stream().flatMap(it -> it.steps().stream())
        .filter(step -> step.word().equals(word)).findFirst();
  }

  /** The step that is read so many after that one, across chapters; empty beyond the ends. */
  static Optional<Step> from(Step step, int by) {
    List<Step> all = new ArrayList<>();
    CHAPTERS.forEach(chapter -> all.addAll(chapter.steps()));
    int index = all.indexOf(step) + by;
    return index < 0 || index >= all.size() ? Optional.empty() : Optional.of(all.get(index));
  }
}
