package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import java.util.Locale;

/** The families of layers, each with a colour of its own and a place in the list of types. */
public enum Kind {
  INPUT, CONV, POOL, ACTIVATION, NORM, LINEAR, MERGE, RESHAPE;

  /** The family of a layer. */
  public static Kind of(Layer layer) {
    return switch (layer) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _ -> CONV;
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> POOL;
      case Activation _, Softmax _ -> ACTIVATION;
      case BatchNorm2d _ -> NORM;
      case Linear _ -> LINEAR;
      case Merge _ -> MERGE;
      case Flatten _, Dropout _, Upsample _ -> RESHAPE;
    };
  }

  /** The word for it in the page's markup. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The family of a type. */
  static Kind of(LayerType type) {
    return of(StartingLayer.of(type, null));
  }
}
