package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a layer does, in the few words that fit below its name. */
public final class LayerNote {

  private final Words words;

  public LayerNote(Words words) {
    this.words = words;
  }

  /** Such as "3×3, 10 filters, stride 2"; the input shape is null where it is not known. */
  public String of(Layer layer, @Nullable Shape input) {
    return switch (layer) {
      case Conv2d conv ->
        joined(window("note.conv", conv.kernelSize()),
            words.count("note.filters", conv.outChannels()),
            stride(conv.stride()), dilation(conv.dilation()), groups(conv.groups(), input));
      case ConvTranspose2d conv ->
        joined(window("note.conv", conv.kernelSize()),
            words.count("note.filters", conv.outChannels()),
            stride(conv.stride()), dilation(conv.dilation()), groups(conv.groups(), input));
      case LocallyConnected2d local ->
        joined(window("note.conv", local.kernelSize()),
            words.count("note.filters", local.outChannels()),
            stride(local.stride()), dilation(local.dilation()));
      case MaxPool2d pool ->
        joined(window("note.max", pool.kernelSize()), stride(pool.stride()),
            dilation(pool.dilation()));
      case AvgPool2d pool -> joined(window("note.mean", pool.kernelSize()), stride(pool.stride()));
      case AdaptiveAvgPool2d pool -> sides("note.adaptive_mean", pool.outputSize());
      case AdaptiveMaxPool2d pool -> sides("note.adaptive_max", pool.outputSize());
      case Linear linear -> words.count("note.outputs", linear.outFeatures());
      case Dropout dropout -> words.say("note.dropout", words.numbers().percent(dropout.p()));
      case Upsample up ->
        joined(window("note.upsample", up.scaleFactor()), words.say("choice." + up.mode().name()));
      case LeakyReLU leaky -> words.say("note.slope", words.numbers().plain(leaky.negativeSlope()));
      case BatchNorm2d _, Flatten _, Softmax _, Merge _, Activation _ ->
        words.say("note." + LayerType.of(layer));
    };
  }

  private String window(String key, Pair size) {
    return words.say(key, size.height() + "×" + size.width());
  }

  private String sides(String key, OutputSize size) {
    return words.say(key, OutputSize.word(size.height()) + "×" + OutputSize.word(size.width()));
  }

  private String stride(Pair stride) {
    return stride.equals(Pair.of(1)) ? "" : words.say("note.stride", stride);
  }

  private String dilation(Pair dilation) {
    return dilation.equals(Pair.of(1)) ? "" : words.say("note.dilation", dilation);
  }

  private String groups(int groups, @Nullable Shape input) {
    boolean depthwise = groups > 1 && input instanceof Shape.Maps maps && maps.channels() == groups;
    return groups == 1
        ? ""
        : depthwise ? words.say("note.depthwise") : words.say("note.groups", groups);
  }

  private String joined(String... parts) {
    List<String> said = new ArrayList<>(List.of(parts));
    said.removeIf(String::isEmpty);
    return words.list(said);
  }
}
