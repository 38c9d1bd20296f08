package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments with which a layer that was just added does something sensible. */
public final class StartingLayer {

  private static final int CHANNELS = 16;
  private static final int CLASSES = 10;

  private StartingLayer() {}

  /**
   * A layer of that type.
   *
   * @param before the shape that it will read; null if it is not known
   */
  public static Layer of(LayerType type, @Nullable Shape before) {
    Map<String, Object> arguments = new HashMap<>();
    for (LayerArgument argument : type.arguments()) {
      if (argument.isRequired()) {
        arguments.put(argument.name(), required(type, argument, before));
      }
    }
    if (type.name().equals("Conv2d")) {
      // As large as its input, so that one may be put anywhere.
      arguments.put("padding", 1);
    } else if (type.name().equals("ConvTranspose2d")) {
      arguments.put("stride", 2);
    }
    return type.create(arguments);
  }

  private static int required(LayerType type, LayerArgument argument, @Nullable Shape before) {
    return switch (argument.name()) {
      case "out_channels" ->
        before instanceof Shape.Maps maps && maps.channels() > 3 ? maps.channels() : CHANNELS;
      case "out_features" -> CLASSES;
      case "kernel_size" ->
        type.name().endsWith("Pool2d") || type.name().startsWith("ConvT") ? 2 : 3;
      case "output_size" -> 1;
      default -> 2;
    };
  }
}
