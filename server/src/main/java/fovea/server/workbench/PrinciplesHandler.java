package fovea.server.workbench;

import fovea.engine.explain.Composition;
import fovea.engine.explain.Denoising;
import fovea.engine.explain.Downsampling;
import fovea.engine.explain.Locality;
import fovea.engine.explain.Position;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.server.http.Refusal;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.Words;
import fovea.web.principles.EquivariancePresenter;
import fovea.web.principles.LocalityPresenter;
import fovea.web.principles.ParametersPresenter;
import fovea.web.principles.PoolingPresenter;
import fovea.web.principles.PrinciplesPresenter;
import fovea.web.principles.PrinciplesView;
import fovea.web.principles.PrinciplesView.Principle;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The principles of convolutions, measured on a network and its picture. */
final class PrinciplesHandler {

  /** Pictures whose measurements are remembered; each has some hundred kilobytes. */
  private static final int REMEMBERED = 16;

  private final LastFew<OnPicture> measured = new LastFew<>(REMEMBERED);

  private record OnPicture(
      Locality locality, Denoising denoising, String sheet, Position position) {}

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Answers answers;

  PrinciplesHandler(OpenNetworks networks, NetworkRuns runs, Answers answers) {
    this.networks = networks;
    this.runs = runs;
    this.answers = answers;
  }

  /** Every convolution beside its locally connected and fully connected equals. */
  void parameters(Context context) {
    page(context, this::parameters);
  }

  /** {@code ?dy=&dx=&noise=&layer=&map=}: what each layer does when the picture moves. */
  void equivariance(Context context) {
    page(context, (opened, words) -> equivariance(context::queryParam, opened, words));
  }

  private Principle parameters(Opened opened, Words words) {
    return new ParametersPresenter(words).of(opened.reading());
  }

  private Principle equivariance(
      Function<String, @Nullable String> asked, Opened opened, Words words) {
    return new EquivariancePresenter(
        new MovedPicture(networks, runs, opened).of(asked), words).view();
  }

  /** What makes the picture one for convolutions, and where they fail. */
  void locality(Context context) {
    page(context, this::locality);
  }

  private Principle locality(Opened opened, Words words) {
    return new LocalityPresenter(words).of(Composition.of(opened.reading()),
        measured(opened, this::onPicture).map(found -> new LocalityPresenter.Found(
            networks.view(opened).pictureAddress(), found.locality, found.denoising, found.sheet,
            found.position)));
  }

  /** A quarter of a second's work, of which every step of a chapter and every learner asks the same. */
  private OnPicture onPicture(Opened opened) {
    long seed = opened.kept().seed();
    String picture = opened.keys().getOrDefault(Node.INPUT, "") + seed;
    Optional<OnPicture> known = measured.find(picture);
    if (known.isPresent()) {
      return known.get();
    }
    return measured.keep(picture, runs.measure(opened, (inference, pixels) -> {
      Denoising denoising = Denoising.of(pixels, seed);
      return new OnPicture(Locality.of(pixels, seed), denoising,
          Sheet.text(Sheet.large(denoising.pictures())), Position.of(inference, pixels, seed));
    }));
  }

  /** {@code ?kernel_size=}: pooling beside convolutions with a stride. */
  void pooling(Context context) {
    page(context, (opened, words) -> pooling(context::queryParam, opened, words));
  }

  private Principle pooling(
      Function<String, @Nullable String> asked, Opened opened, Words words) {
    int size = MovedPicture.number(asked, "kernel_size", Downsampling.MIN_SIZE);
    if (size < Downsampling.MIN_SIZE || size > Downsampling.MAX_SIZE) {
      throw Refusal
          .malformed("\"kernel_size\" is a whole number from " + Downsampling.MIN_SIZE + " to "
              + Downsampling.MAX_SIZE + ".");
    }
    return new PoolingPresenter(words).of(
        measured(opened, it -> runs.measure(it, (inference, picture) -> {
          Downsampling ways = Downsampling.of(inference, picture, size, opened.kept().seed());
          return new PoolingPresenter.Found(opened.place().address() + "/principles/pooling", ways,
              Sheet.text(Sheet.large(ways.pictures())));
        })));
  }

  /**
   * The page of the principle of that word, without a window of its own.
   *
   * @param asked the parameters of its address by name, null for one that it lacks
   */
  PrinciplesView view(
      Function<String, @Nullable String> asked, Opened opened, Words words, String principle) {
    return view(opened, words, switch (principle) {
      case "parameters" -> parameters(opened, words);
      case "equivariance" -> equivariance(asked, opened, words);
      case "locality" -> locality(opened, words);
      case "pooling" -> pooling(asked, opened, words);
      default -> throw Refusal.notFound("There is no principle \"" + principle + "\".");
    });
  }

  private static PrinciplesView view(Opened opened, Words words, Principle shown) {
    return new PrinciplesPresenter(words).page(
        opened.reading().network(), opened.place().address(), shown);
  }

  /** Empty for a picture that is too small to have statistics. */
  private static <T> Optional<T> measured(Opened opened, Function<Opened, T> measurement) {
    Maps input = opened.reading().network().input();
    return Math.min(input.height(), input.width()) < Locality.MIN_SIDE
        ? Optional.empty()
        : Optional.of(measurement.apply(opened));
  }

  /** The page, or for htmx what changes on it. */
  private void page(Context context, BiFunction<Opened, Words, Principle> shown) {
    Opened opened = networks.open(context);
    Words words = Answers.visit(context).words();
    answers.page(context, context.path(), "principles", "principles/swapped",
        view(opened, words, shown.apply(opened, words)));
  }
}
