package fovea.web.networks;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.web.networks.NetworksView.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network at a glance: a bar for each layer that computes, at most as many as fit. */
public final class Sketch {

  private static final int WIDTH = 200;
  private static final int HEIGHT = 60;
  private static final int MOST_BARS = 50;
  private static final double LARGEST_LOG = Math.log(300);

  private Sketch() {}

  /** The bars of a network. */
  public static List<Bar> of(NetworkReading reading) {
    List<LayerReading> layers = reading.layers().stream()
        .filter(layer -> !kind(layer.node().layer()).isEmpty())
        .toList();
    int count = Math.min(MOST_BARS, layers.size());
    double pitch = (double) WIDTH / Math.max(12, count);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LayerReading layer = layers.get((int) ((long) i * layers.size() / count));
      double height = height(layer.output());
      bars.add(new Bar(kind(layer.node().layer()), print(i * pitch), print((HEIGHT - height) / 2),
          print(pitch * 0.7), print(height)));
    }
    return bars;
  }

  private static double height(Shape output) {
    return switch (output) {
      case Shape.Maps(int _, int height, int _) ->
        Math.max(4, HEIGHT * Math.log(height + 1) / LARGEST_LOG);
      case Shape.Features _ -> 4;
    };
  }

  private static String kind(Layer layer) {
    return switch (layer) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _ -> "kind-conv";
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> "kind-pool";
      case Linear _ -> "kind-linear";
      case Merge _ -> "kind-merge";
      case Activation _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Upsample _ -> "";
    };
  }

  private static String print(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
