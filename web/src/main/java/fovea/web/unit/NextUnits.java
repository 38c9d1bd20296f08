package fovea.web.unit;

import fovea.engine.explain.Unit;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;

/** Where a number goes on to: of each layer that reads it the unit that looks straight at it. */
final class NextUnits {

  private NextUnits() {}

  /** The unit of a layer whose i-th input holds this one. */
  static Unit in(LayerReading reader, int i, Unit from) {
    String id = reader.id();
    return switch (reader.node().layer()) {
      case Linear _ -> new Unit(id, 0, 0, 0);
      case Flatten _ -> flattened(reader, from);
      case Concat _ -> new Unit(id, before(reader, i) + from.channel(), from.y(), from.x());
      case Conv2d conv -> windowed(reader, conv.window(),
          from.channel() / (channels(reader.inputShape()) / conv.groups())
              * (conv.outChannels() / conv.groups()),
          from);
      case LocallyConnected2d local -> windowed(reader, local.window(), 0, from);
      case MaxPool2d pool -> windowed(reader, pool.window(), from.channel(), from);
      case AvgPool2d pool -> windowed(reader, pool.window(), from.channel(), from);
      case ConvTranspose2d conv -> spread(reader,
          from.channel() / (channels(reader.inputShape()) / conv.groups())
              * (conv.outChannels() / conv.groups()),
          from);
      case Upsample _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ ->
        spread(reader, from.channel(), from);
      case Add _, Multiply _, BatchNorm2d _, Dropout _, Softmax _, Activation _ ->
        new Unit(id, from.channel(), from.y(), from.x());
    };
  }

  private static Unit flattened(LayerReading reader, Unit from) {
    return switch (reader.inputShape()) {
      case Maps(int _, int height, int width) ->
        new Unit(reader.id(), (from.channel() * height + from.y()) * width + from.x(), 0, 0);
      case Shape.Features _ -> new Unit(reader.id(), from.channel(), 0, 0);
    };
  }

  private static int before(LayerReading concat, int i) {
    return concat.inputShapes().subList(0, i).stream().mapToInt(NextUnits::channels).sum();
  }

  private static int channels(Shape shape) {
    return Math.toIntExact(shape.dimensions().getFirst());
  }

  private static Unit windowed(LayerReading reader, Window window, int channel, Unit from) {
    return new Unit(reader.id(), channel, over(reader, window, Axis.HEIGHT, from.y()),
        over(reader, window, Axis.WIDTH, from.x()));
  }

  /** The window whose middle is nearest. */
  private static int over(LayerReading reader, Window window, Axis axis, int cell) {
    double middle = cell + window.before().along(axis) - window.reach(axis) / 2.0;
    return Math.clamp(Math.round(middle / window.stride().along(axis)), 0,
        ((Maps) reader.output()).along(axis) - 1);
  }

  /** The same place of a map of another size. */
  private static Unit spread(LayerReading reader, int channel, Unit from) {
    Maps in = (Maps) reader.inputShape();
    Maps out = (Maps) reader.output();
    return new Unit(reader.id(), channel, (int) ((long) from.y() * out.height() / in.height()),
        (int) ((long) from.x() * out.width() / in.width()));
  }
}
