package fovea.engine.train;

import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;

/**
 * What of a network is trained: all of it but a Softmax at the end, which belongs to the loss.
 *
 * @param reading legal, its last layer gives a number a class
 */
record TrainingNetwork(NetworkReading reading) {

  /**
   * Leaves out what belongs to the loss.
   *
   * @throws IllegalArgumentException if the network is not legal, learns nothing, or does not end with a
   *     number a class
   */
  static TrainingNetwork of(NetworkReading network) {
    if (!network.isLegal() || network.layers().isEmpty()) {
      throw new IllegalArgumentException("only a legal network with layers can be trained");
    }
    Network all = network.network();
    NetworkReading trained = network;
    if (all.nodes().size() > 1 && all.nodes().getLast().layer() instanceof Softmax) {
      int last = all.nodes().size() - 1;
      if (!all.inputsOf(last).getFirst().equals(all.before(last))) {
        throw new IllegalArgumentException(
            "the Softmax at the end has to read the layer before it, found "
                + all.inputsOf(last));
      }
      trained = NetworkReading.of(all.with(all.nodes().subList(0, last)));
    }
    Shape output = trained.layers().getLast().output();
    if (output instanceof Shape.Maps(int _, int height, int width) && height * width > 1) {
      throw new IllegalArgumentException(
          "the last layer has to give one number a class, found maps of %s; a Flatten and a Linear"
              .formatted(output) + " behind it would");
    }
    if (trained.totals().parameters() == 0) {
      throw new IllegalArgumentException("the network has no layer that learns");
    }
    return new TrainingNetwork(trained);
  }

  /** A picture, which may be drawn only now; refused if it has another shape than the network reads. */
  Tensor picture(Pictures pictures, int at) {
    Tensor picture = pictures.picture(at);
    Shape.Maps in = reading.network().input();
    if (!picture.hasShape(in.channels(), in.height(), in.width())) {
      throw new IllegalArgumentException(
          "expected pictures of %s but picture %d is %s".formatted(in, at, picture));
    }
    return picture;
  }

  /** How many classes there are. */
  long classes() {
    return reading.layers().getLast().output().elements();
  }

  String lastLayer() {
    return reading.layers().getLast().id();
  }

  boolean hasBatchNorm() {
    return reading.layers().stream()
        .anyMatch(layer -> layer.node().layer() instanceof BatchNorm2d);
  }

  /**
   * Refuses labels of classes that are not there, and batches that a batch norm cannot take.
   *
   * @param smallestBatch pictures of the smallest batch
   */
  void requireFit(Pictures pictures, int smallestBatch) {
    if (pictures.count() == 0) {
      throw new IllegalArgumentException("there are no pictures to learn from");
    }
    picture(pictures, 0);
    for (int i = 0; i < pictures.count(); i++) {
      if (pictures.label(i) < 0 || pictures.label(i) >= classes()) {
        throw new IllegalArgumentException("expected labels from 0 to %d but picture %d has %d"
            .formatted(classes() - 1, i, pictures.label(i)));
      }
    }
    for (LayerReading layer : reading.layers()) {
      if (layer.node().layer() instanceof BatchNorm2d
          && layer.output() instanceof Shape.Maps(int _, int height, int width)
          && height == 1 && width == 1 && smallestBatch == 1) {
        throw new InvalidOption("batch_size",
            "such that no batch has a single picture, of which " + layer.id()
                + " would see one number a channel",
            1);
      }
    }
  }
}
