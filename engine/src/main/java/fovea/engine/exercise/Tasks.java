package fovea.engine.exercise;

import static fovea.engine.exercise.Layers.conv;
import static fovea.engine.exercise.Layers.linear;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import java.util.List;

/** The tasks of the course, the easier ones first. */
public final class Tasks {

  /** Three 3 × 3 kernels have 27 of the 49 weights of a 7 × 7 one: 55 in a hundred and a little. */
  private static final int SHARE_OF_THREE_SMALL_KERNELS = 56;

  private static final List<Task> ALL = List.of(
      keepSize(), field32(), sameField(), small(), classify(), depthwise());

  private Tasks() {}

  /** All of them. */
  public static List<Task> all() {
    return ALL;
  }

  /** A 5 × 5 convolution that keeps the size of what it reads. */
  private static Task keepSize() {
    Maps picture = new Maps(3, 224, 224);
    return new Task("keep_size",
        NetworkBuilder.named("keep_size", picture).add("conv", conv(8, 5, 1, 0)).build(),
        List.of(new Goal.InputIs(picture), new Goal.FieldIs(5, 5),
            new Goal.OutputIs(new Maps(8, 224, 224)), new Goal.Legal()));
  }

  /** A receptive field of 32 × 32 on gray pictures of 64 × 64. */
  private static Task field32() {
    Maps picture = new Maps(1, 64, 64);
    return new Task("field32",
        NetworkBuilder.named("field32", picture).add("conv1", conv(8, 3, 1, 1)).build(),
        List.of(new Goal.InputIs(picture), new Goal.FieldAtLeast(32, 32), new Goal.Legal()));
  }

  /** The field of a 7 × 7 convolution with about half of its parameters. */
  private static Task sameField() {
    Maps picture = new Maps(3, 64, 64);
    return new Task("same_field",
        NetworkBuilder.named("same_field", picture)
            .add("stem", conv(64, 1, 1, 0)).add("conv", conv(64, 7, 1, 3)).build(),
        List.of(new Goal.InputIs(picture), new Goal.FieldIs(7, 7),
            new Goal.OutputIs(new Maps(64, 64, 64)),
            new Goal.ParametersAtMostShare(SHARE_OF_THREE_SMALL_KERNELS), new Goal.Legal()));
  }

  /** To 128 maps of 8 × 8 with fewer than 50,000 parameters. */
  private static Task small() {
    Maps picture = new Maps(3, 64, 64);
    return new Task("small",
        NetworkBuilder.named("small", picture)
            .add("conv1", conv(64, 3, 2, 1)).add("relu1", new ReLU())
            .add("conv2", conv(128, 3, 2, 1)).add("relu2", new ReLU())
            .add("conv3", conv(128, 3, 2, 1)).add("relu3", new ReLU()).build(),
        List.of(new Goal.InputIs(picture), new Goal.OutputIs(new Maps(128, 8, 8)),
            new Goal.ParametersBelow(50_000), new Goal.Legal()));
  }

  /** A thousand classes with fewer than five million parameters. */
  private static Task classify() {
    Maps picture = new Maps(3, 224, 224);
    return new Task("classify",
        NetworkBuilder.named("classify", picture)
            .add("conv1", conv(32, 3, 2, 1)).add("relu1", new ReLU())
            .add("flatten", new Flatten()).add("fc", linear(1000)).build(),
        List.of(new Goal.InputIs(picture), new Goal.OutputIs(new Features(1000)),
            new Goal.FieldAtLeast(31, 31), new Goal.ParametersBelow(5_000_000),
            new Goal.Legal()));
  }

  /** A billion multiply-accumulates less for the same shape and the same field. */
  private static Task depthwise() {
    Network start = NetworkBuilder.named("depthwise", new Maps(3, 112, 112))
        .add("conv1", conv(64, 3, 2, 1)).add("relu1", new ReLU())
        .add("conv2", conv(128, 3, 1, 1)).add("relu2", new ReLU())
        .add("conv3", conv(128, 3, 1, 1)).add("relu3", new ReLU())
        .add("conv4", conv(256, 3, 1, 1)).add("relu4", new ReLU()).build();
    LayerReading last = NetworkReading.of(start).layers().getLast();
    ReceptiveField field = last.field();
    Shape output = last.output();
    return new Task("depthwise", start,
        List.of(new Goal.InputIs(start.input()), new Goal.OutputIs(output),
            new Goal.FieldIs(field.along(Axis.HEIGHT).size().intValueExact(),
                field.along(Axis.WIDTH).size().intValueExact()),
            new Goal.DepthwiseSeparable(2), new Goal.MacsSaved(1_000_000_000),
            new Goal.Legal()));
  }
}
