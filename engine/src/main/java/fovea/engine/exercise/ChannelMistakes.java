package fovea.engine.exercise;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the number of maps is usually missed. */
final class ChannelMistakes {

  private static final List<Mistake> USUAL = List.of(Mistake.CHANNELS_KEPT,
      Mistake.CHANNELS_MULTIPLIED, Mistake.CHANNELS_NOT_JOINED, Mistake.CHANNELS_ADDED);

  private static final long LARGEST = Integer.MAX_VALUE;

  private ChannelMistakes() {}

  /** @param path a layer that gives maps and all that it comes from */
  static List<Miss> of(List<LayerReading> path, Maps picture) {
    LayerReading last = path.getLast();
    Map<String, Long> right = Walk.along(path, (long) picture.channels(),
        (layer, _) -> layer.output() instanceof Maps maps
            ? Optional.of((long) maps.channels())
            : Optional.empty());
    Misses misses = new Misses(BigInteger.valueOf(((Maps) last.output()).channels()));
    for (Mistake mistake : USUAL) {
      Map<String, Long> wrong = Walk.along(path, (long) picture.channels(),
          (layer, inputs) -> Optional.of(channels(layer, inputs, mistake))
              .filter(channels -> channels > 0 && channels <= LARGEST));
      Optional.ofNullable(wrong.get(last.id())).ifPresent(channels -> misses.add(
          mistake, Misses.firstWrong(path, wrong, right), BigInteger.valueOf(channels)));
    }
    return misses.list();
  }

  private static long channels(LayerReading layer, List<Long> inputs, Mistake mistake) {
    return switch (layer.node().layer()) {
      case Conv2d conv -> convolved(layer, inputs.getFirst(), conv.outChannels(), mistake);
      case ConvTranspose2d conv -> convolved(layer, inputs.getFirst(), conv.outChannels(), mistake);
      case Concat _ -> mistake == Mistake.CHANNELS_NOT_JOINED
          ? inputs.getFirst()
          : inputs.stream().mapToLong(Long::longValue).sum();
      case Add _ -> mistake == Mistake.CHANNELS_ADDED
          ? inputs.stream().mapToLong(Long::longValue).sum()
          : inputs.getFirst();
      case Layer _ -> inputs.getFirst();
    };
  }

  private static long convolved(LayerReading layer, long in, long out, Mistake mistake) {
    return mistake == Mistake.CHANNELS_KEPT
        ? in
        : mistake == Mistake.CHANNELS_MULTIPLIED
            ? out * ((Maps) layer.inputShape()).channels()
            : out;
  }
}
