package fovea.web.principles;

import fovea.engine.explain.Composition;
import fovea.engine.explain.Denoising;
import fovea.engine.explain.Denoising.Left;
import fovea.engine.explain.Locality;
import fovea.engine.explain.Locality.Place;
import fovea.engine.explain.Position;
import fovea.engine.explain.Position.Guess;
import fovea.web.Numbers;
import fovea.web.Tick;
import fovea.web.Words;
import fovea.web.principles.LocalityView.CompositionRow;
import fovea.web.principles.LocalityView.Denoise;
import fovea.web.principles.LocalityView.DistanceRow;
import fovea.web.principles.LocalityView.LeftRow;
import fovea.web.principles.LocalityView.Measured;
import fovea.web.principles.LocalityView.PlaceCell;
import fovea.web.principles.LocalityView.Places;
import fovea.web.principles.LocalityView.Plot;
import fovea.web.principles.LocalityView.Scatter;
import fovea.web.workbench.FieldWords;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the view of locality, stationarity and compositionality. */
public final class LocalityPresenter {

  private static final float PLOT_HEIGHT = 100;

  private static final double CORRELATION_STEP = 0.5;

  private final Words words;
  private final Numbers numbers;
  private final FieldWords fields;

  public LocalityPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
    this.fields = new FieldWords(words);
  }

  /**
   * What was measured on a picture.
   *
   * @param address of the picture
   * @param sheet the denoised pictures in base 64
   */
  public record Found(String address, Locality locality, Denoising denoising, String sheet,
      Position position) {}

  /** The view; {@code found} is empty for a picture that is too small. */
  public LocalityView of(List<Composition> compositions, Optional<Found> found) {
    return new LocalityView(found.map(this::measured).orElse(null),
        numbers.whole(Locality.MIN_SIDE), compositions.stream().map(this::row).toList());
  }

  private Measured measured(Found found) {
    return new Measured(found.address, plot(found.locality), places(found.locality.places()),
        denoise(found.denoising, found.sheet), position(found.position));
  }

  private Plot plot(Locality locality) {
    List<Double> picture = locality.picture();
    List<Double> shuffled = locality.shuffled();
    int last = picture.size() - 1;
    double lowest = Stream.concat(picture.stream(), shuffled.stream())
        .mapToDouble(it -> it).min().orElse(0);
    List<DistanceRow> rows = Stream.iterate(1, it -> it <= last, it -> 2 * it)
        .map(it -> new DistanceRow(numbers.whole(it), two(picture.get(it)), two(shuffled.get(it))))
        .toList();
    String said = words.say("principles.correlation.said", two(picture.get(1)),
        two(shuffled.get(1)), numbers.whole(last), two(picture.get(last)));
    return new Plot(line(picture, lowest), line(shuffled, lowest), Tick.onward(0, last, numbers),
        IntStream.rangeClosed(0, 4).mapToObj(it -> 1 - it * CORRELATION_STEP)
            .filter(it -> it >= lowest)
            .map(it -> new Tick(y(it, lowest) + "%", numbers.decimal(it, 1))).toList(),
        said,
        words.say("principles.correlation.label", two(lowest), numbers.whole(last)) + " " + said,
        rows);
  }

  private static String line(List<Double> values, double lowest) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> 100f * i / (values.size() - 1) + "," + y(values.get(i), lowest))
        .collect(Collectors.joining(" "));
  }

  private static float y(double correlation, double lowest) {
    return (float) (PLOT_HEIGHT * (1 - correlation) / (1 - lowest));
  }

  private Places places(List<Place> places) {
    List<List<PlaceCell>> rows = IntStream.range(0, Locality.PLACES)
        .mapToObj(row -> places.subList(row * Locality.PLACES, (row + 1) * Locality.PLACES).stream()
            .map(it -> new PlaceCell(two(it.mean()), two(it.std()), two(it.neighbours())))
            .toList())
        .toList();
    return new Places(rows, words.say("principles.places.said", range(places, Place::mean),
        range(places, Place::std), range(places, Place::neighbours)));
  }

  private String range(List<Place> places, ToDoubleFunction<Place> number) {
    return words.say("principles.range",
        two(places.stream().mapToDouble(number).min().orElseThrow()),
        two(places.stream().mapToDouble(number).max().orElseThrow()));
  }

  private Denoise denoise(Denoising it, String sheet) {
    return new Denoise(
        words.say("principles.shuffle.said", numbers.whole(it.tile()), numbers.whole(it.window()),
            numbers.whole(it.convolutionWeights()), numbers.whole(it.fullWeights()),
            numbers.percent(Denoising.NOISE)),
        sheet, (float) it.pictures().dimension(2) / it.pictures().dimension(1),
        List.of(left("plain", it.plain()), left("shuffled", it.shuffled())));
  }

  private LeftRow left(String word, Left left) {
    return new LeftRow(words.say("principles.shuffle." + word), numbers.percent(left.convolution()),
        bar(left.convolution()), numbers.percent(left.full()), bar(left.full()));
  }

  private static float bar(double share) {
    return (float) Math.min(100, 100 * share);
  }

  private LocalityView.Position position(Position it) {
    int first = Position.FIRST - 2;
    int last = Position.LAST + 2;
    return new LocalityView.Position(it.side(), numbers.whole(it.piece()),
        "%d %d %d %d".formatted(first, first, last - first, last - first),
        Tick.onward(first, last, numbers),
        List.of(scatter("without", it.without()), scatter("with", it.with())));
  }

  private Scatter scatter(String word, List<Guess> guesses) {
    String error = words.say("principles.position.error",
        numbers.decimal(Position.error(guesses), 1));
    return new Scatter(word, error, words.say("principles.position.label", error),
        guesses.stream().map(it -> new LocalityView.Guess(it.x(), it.y(), (float) it.guessedX(),
            (float) it.guessedY())).toList());
  }

  private CompositionRow row(Composition it) {
    return new CompositionRow(it.layer(),
        fields.whole(it.height()) + " × " + fields.whole(it.width()),
        numbers.whole(it.steps()), numbers.whole(it.single()),
        words.say("compare.factor", numbers.significant(it.factor())));
  }

  /** Correlations and the like: two digits behind the point. */
  private String two(double value) {
    return numbers.decimal(value, 2);
  }
}
