package fovea.engine.format.python;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Each layer as steps of a functional Keras model. Most are one of Keras' own; where it has no such
 * argument (padding by cells, dilated pooling, groups of a transposed convolution) a few go before
 * or after.
 */
final class KerasLayers {

  private final KerasNames names;
  private final Consumer<String> lines;
  private final Set<KerasPart> needed = EnumSet.noneOf(KerasPart.class);
  private final Set<String> spread = new TreeSet<>();

  KerasLayers(KerasNames names, Consumer<String> lines) {
    this.names = names;
    this.lines = lines;
  }

  /** What the steps use besides Keras. */
  Set<KerasPart> needed() {
    return needed;
  }

  /** The layers whose kernels are upside down. */
  Set<String> spread() {
    return spread;
  }

  /**
   * Writes the steps from the inputs to a value of that name.
   *
   * @return how many of Keras' operations stand behind one another in them, at most
   */
  int step(LayerReading reading, String to, List<String> inputs) {
    KerasStep step = new KerasStep(names, lines, reading, to, inputs.getFirst());
    switch (reading.node().layer()) {
      case Conv2d conv -> KerasConvolutions.convolution(step, conv);
      case ConvTranspose2d conv -> KerasConvolutions.transposed(step, conv);
      case LocallyConnected2d local -> KerasConvolutions.locallyConnected(step, local);
      case MaxPool2d pool -> KerasPooling.maximum(step, pool);
      case AvgPool2d pool -> KerasPooling.average(step, pool);
      case AdaptiveAvgPool2d pool ->
        KerasPooling.adaptive(step, "Average", "ops.mean", pool.outputSize().in(step.in()));
      case AdaptiveMaxPool2d pool ->
        KerasPooling.adaptive(step, "Max", "ops.max", pool.outputSize().in(step.in()));
      case BatchNorm2d norm ->
        step.layer("BatchNormalization", "", "momentum", 0.9, "epsilon", norm.eps());
      case Linear linear ->
        step.layer("Dense", "" + linear.outFeatures(), useBias(linear.bias()));
      case Flatten _ -> {
        if (reading.inputShape() instanceof Maps) {
          step.assign("layers.Permute((3, 1, 2), name=\"" + step.extra("permute") + "\")");
        }
        step.layer("Flatten", "");
      }
      case Dropout dropout -> step.layer("Dropout", Python.of(dropout.p()));
      case Softmax _ -> step.layer("Softmax", "");
      case Upsample up ->
        step.layer("UpSampling2D", Python.pair(up.scaleFactor()),
            up.mode() == UpsampleMode.NEAREST
                ? new Object[0]
                : new Object[]{"interpolation", up.mode()});
      case Add _ -> step.merge("Add", inputs);
      case Multiply _ -> step.merge("Multiply", inputs);
      case Concat _ -> step.merge("Concatenate", inputs);
      case Activation activation -> activation(step, activation);
    }
    needed.addAll(step.needed());
    if (step.needed().contains(KerasPart.SPREAD)) {
      spread.add(step.name());
    }
    return step.depth();
  }

  private static Object[] useBias(boolean bias) {
    return bias ? new Object[0] : new Object[]{"use_bias", false};
  }

  private static void activation(KerasStep step, Layer.Activation activation) {
    switch (activation) {
      case ReLU _ -> step.layer("ReLU", "");
      case ReLU6 _ -> step.layer("ReLU", "", "max_value", 6.0);
      case LeakyReLU leaky -> {
        if (leaky.negativeSlope() >= 0) {
          step.layer("LeakyReLU", "", "negative_slope", leaky.negativeSlope());
        } else {
          // The layer refuses a negative slope, the function does not.
          step.assignValue("ops.leaky_relu(" + step.value() + ", negative_slope="
              + Python.of(leaky.negativeSlope()) + ")");
        }
      }
      case ELU elu -> {
        if (elu.alpha() == 1) {
          step.layer("ELU", "");
        } else {
          step.layer("ELU", "", "alpha", elu.alpha());
        }
      }
      case GELU _ -> step.layer("Activation", "\"gelu\"");
      case SiLU _ -> step.layer("Activation", "\"silu\"");
      case Hardswish _ -> step.layer("Activation", "\"hard_silu\"");
      case Hardsigmoid _ -> step.layer("Activation", "\"hard_sigmoid\"");
      case Sigmoid _, Tanh _ ->
        step.layer("Activation",
            '"' + LayerType.of(activation).name().toLowerCase(Locale.ROOT) + '"');
    }
  }
}
