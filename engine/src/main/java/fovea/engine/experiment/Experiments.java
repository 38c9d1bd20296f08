package fovea.engine.experiment;

import fovea.engine.dataset.WithCoordinates;
import fovea.engine.experiment.Measure.Accuracy;
import fovea.engine.experiment.Measure.Learned;
import fovea.engine.experiment.Measure.Loss;
import fovea.engine.experiment.Measure.Shifted;
import fovea.engine.experiment.Plans.Border;
import fovea.engine.experiment.Plans.Shrinking;
import fovea.engine.train.Optimiser;
import fovea.engine.train.Rate;
import fovea.engine.train.TrainingOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The seven experiments; each takes less than a minute on two cores. */
public final class Experiments {

  private static final int BATCH_SIZE = 32;

  private static final List<Experiment> ALL = List.of(shift(), shuffle(), filters(), depth(),
      pooling(), position(), labels());

  private Experiments() {}

  /** All of them, in the order in which the lesson comes to them. */
  public static List<Experiment> all() {
    return ALL;
  }

  /** The one of that word. */
  public static Optional<Experiment> named(String word) {
    return ALL.stream().filter(it -> it.word().equals(word)).findFirst();
  }

  /** Adam, with a rate that grows at first and falls to nothing in the end. */
  private static TrainingOptions options(int steps, double lr) {
    int warmUp = steps / 20;
    return new TrainingOptions(new Optimiser.Adam(),
        new Rate.Cosine(lr, steps - warmUp, 0, warmUp), 0, BATCH_SIZE, steps, true, 0);
  }

  private static final int DRAWN = 16;
  private static final int FRAME = 6;

  /** Digits in the middle of a frame, tested where they are moved. */
  private static Experiment shift() {
    Material digits = new Material(Motif.STROKES, DRAWN, FRAME, 2_000, Change.NONE);
    return new Experiment("shift", List.of(convolution(digits, ""), fullyConnected(digits, "")),
        Stream.of(0, 1, 2, 3, 4, 6).<Measure>map(Shifted::new).toList());
  }

  /** The same two, with the pixels as they are and in another order. */
  private static Experiment shuffle() {
    Material digits = new Material(Motif.STROKES, DRAWN, FRAME, 2_000, Change.NONE);
    Material shuffled = new Material(Motif.STROKES, DRAWN, FRAME, 2_000, Change.SHUFFLED);
    return new Experiment("shuffle",
        List.of(convolution(digits, "whole"), convolution(shuffled, "shuffled"),
            fullyConnected(digits, "whole"), fullyConnected(shuffled, "shuffled")),
        List.of(new Accuracy()));
  }

  private static Arm convolution(Material material, String at) {
    return new Arm("convolution", at, Plans.convolution(DRAWN + 2 * FRAME), material,
        options(400, 0.004));
  }

  private static Arm fullyConnected(Material material, String at) {
    return new Arm("connected", at, Plans.fullyConnected(DRAWN + 2 * FRAME), material,
        options(400, 0.004));
  }

  private static Experiment filters() {
    Material digits = new Material(Motif.STROKES, DRAWN, 0, 2_000, Change.NONE);
    return new Experiment("filters",
        Stream.of(2, 4, 8, 16, 32, 64).map(filters -> new Arm("filters",
            Integer.toString(filters), Plans.filters(DRAWN, filters), digits,
            options(400, 0.005))).toList(),
        List.of(new Accuracy(), new Learned()));
  }

  private static Experiment depth() {
    Material digits = new Material(Motif.STROKES, DRAWN, 0, 2_000, Change.NONE);
    return new Experiment("depth",
        Stream.of(false, true).flatMap(isResidual -> Stream.of(4, 8, 16, 24)
            .map(layers -> new Arm(isResidual ? "residual" : "plain", Integer.toString(layers),
                Plans.deep(DRAWN, layers, isResidual), digits, options(160, 0.003))))
            .toList(),
        List.of(new Learned(), new Loss(), new Accuracy()));
  }

  private static Experiment pooling() {
    Material digits = new Material(Motif.STROKES, DRAWN, 0, 2_000, Change.NONE);
    return new Experiment("pooling",
        Stream.of(Shrinking.values()).map(by -> new Arm(by.name().toLowerCase(Locale.ROOT), "",
            Plans.shrinking(DRAWN, by), digits, options(400, 0.005))).toList(),
        List.of(new Accuracy(), new Learned()));
  }

  private static final int FIGURES = 24;

  private static Experiment position() {
    return new Experiment("position", List.of(
        where("ring", "No border", Border.RING, Change.NONE),
        where("padded", "Zeros around", Border.ZEROS, Change.NONE),
        where("bare", "No padding", Border.NONE, Change.NONE),
        where("coordinates", "With coordinates", Border.RING, Change.COORDINATES)),
        List.of(new Accuracy(), new Learned()));
  }

  private static Arm where(String line, String title, Border border, Change change) {
    Material places = new Material(Motif.PLACES, FIGURES, 0, 2_000, change);
    int channels = change == Change.COORDINATES ? 3 + WithCoordinates.CHANNELS : 3;
    return new Arm(line, "", Plans.where(title, FIGURES, channels, border), places,
        options(600, 0.01));
  }

  private static Experiment labels() {
    return new Experiment("labels",
        Stream.of(Change.NONE, Change.DRAWN_LABELS)
            .map(change -> new Arm(change == Change.NONE ? "true" : "drawn", "",
                Plans.roomy(DRAWN), new Material(Motif.STROKES, DRAWN, 0, 300, change),
                options(800, 0.002)))
            .toList(),
        List.of(new Learned(), new Accuracy()));
  }
}
