package fovea.web.principles;

import fovea.engine.explain.Downsampling;
import fovea.engine.explain.Locality;
import fovea.engine.network.LayerType;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.principles.PoolingView.Measured;
import fovea.web.principles.PoolingView.Size;
import fovea.web.principles.PoolingView.Way;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the view of pooling beside convolutions with a stride. */
public final class PoolingPresenter {

  private final Words words;
  private final Numbers numbers;

  public PoolingPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /**
   * What was measured.
   *
   * @param address of this page
   * @param sheet the pictures in base 64
   */
  public record Found(String address, Downsampling downsampling, String sheet) {}

  /** The view; {@code found} is empty for a picture that is too small. */
  public PoolingView of(Optional<Found> found) {
    return new PoolingView(found.map(this::measured).orElse(null),
        numbers.whole(Locality.MIN_SIDE));
  }

  private Measured measured(Found found) {
    Downsampling it = found.downsampling;
    List<Downsampling.Way> ways = it.ways();
    double box = ways.stream().filter(way -> way.word().equals("box")).findFirst().orElseThrow()
        .fromMean();
    return new Measured(
        IntStream.rangeClosed(Downsampling.MIN_SIZE, Downsampling.MAX_SIZE)
            .mapToObj(size -> new Size(size + " × " + size, found.address + "?kernel_size=" + size,
                size == it.size()))
            .toList(),
        words.say("principles.pooling.said", numbers.percent(box < 1e-6 ? 0 : box),
            numbers.percent(Downsampling.NOISE)),
        found.sheet, (float) it.pictures().dimension(2) / it.pictures().dimension(1),
        IntStream.range(0, ways.size()).mapToObj(i -> way(i + 1, ways.get(i), it.size()))
            .toList());
  }

  private Way way(int map, Downsampling.Way way, int size) {
    String key = "principles.pooling." + way.word();
    return new Way(map, words.say(key), LayerType.of(way.layer()).name(),
        words.say(key + ".note", numbers.whole(size), numbers.whole((long) size * size)),
        numbers.whole(way.parameters()), numbers.percent(way.shift()), bar(way.shift()),
        numbers.percent(way.noise()), bar(way.noise()),
        words.say("principles.pooling.likeness", numbers.significant(way.likeness())));
  }

  private static float bar(double share) {
    return (float) Math.min(100, 100 * share);
  }
}
