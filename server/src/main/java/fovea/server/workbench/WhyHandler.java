package fovea.server.workbench;

import fovea.engine.dataset.Dataset;
import fovea.engine.explain.Classifier;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.server.http.Refusal;
import fovea.server.picture.FittedPicture;
import fovea.server.training.Sets;
import fovea.server.workbench.Explanations.Look;
import fovea.server.workbench.Explanations.Plan;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.Words;
import fovea.web.why.CoverPresenter;
import fovea.web.why.ExcitingPresenter;
import fovea.web.why.ExcitingPresenter.Chosen;
import fovea.web.why.WhyPresenter;
import fovea.web.why.WhyView.Choice;
import fovea.web.why.WhyView.Covering;
import fovea.web.why.WhyView.Exciting;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page of what made a network say so, and the pictures on it. */
final class WhyHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  /** What takes longer waits until somebody asks for it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static final int MOST_EXCITING = 9;

  private final OpenNetworks networks;
  private final Explanations explanations;
  private final Sets sets;
  private final Answers answers;

  WhyHandler(
      OpenNetworks networks, Explanations explanations, Sets sets, Answers answers) {
    this.networks = networks;
    this.explanations = explanations;
    this.sets = sets;
    this.answers = answers;
  }

  /**
   * {@code ?class=&other=&layer=&patch=&set=&of=&map=}: the page, or for htmx what changes on it;
   * {@code do=cover} and {@code do=look} ask for what takes long.
   */
  void show(Context context) {
    Opened opened = networks.open(context);
    Words words = Answers.visit(context).words();
    Optional<Classifier> network = Classifier.of(opened.reading());
    // Names wait where the last layer has another number of classes by now.
    List<String> classes = opened.kept().classes();
    WhyPresenter presenter = new WhyPresenter(words, networks.view(opened),
        network.filter(it -> it.classes() == classes.size()).map(_ -> classes).orElse(List.of()));
    Optional<LayerReading> layer = network.flatMap(it -> layer(context, it));
    Optional<Look> look = network.map(
        it -> explanations.look(opened, it, layer, target(context, it)));
    Covering covering = look.map(it -> covering(context, opened, network.orElseThrow(),
        presenter.covering(it.target()))).orElse(null);
    answers.page(context, context.path(), "why", "why/swapped", presenter.page(random(opened),
        look.map(it -> presenter.says(it.shares(), it.target())).orElse(null),
        look.flatMap(Look::activation).map(
            it -> presenter.activation(network.orElseThrow(), it,
                Sheet.text(Sheet.large(it.map()))))
            .orElse(null),
        covering, exciting(context, opened, layer, presenter.exciting(), words)));
  }

  /** The layers with parameters of which none was given: the seed's, and so of chance. */
  private static List<String> random(Opened opened) {
    return opened.reading().layers().stream()
        .filter(layer -> !layer.cost().parameters().isEmpty()
            && layer.cost().parameters().stream().noneMatch(opened.weights()::isGiven))
        .map(LayerReading::id).toList();
  }

  /** The layer that is asked for, or the last one of maps. */
  private static Optional<LayerReading> layer(Context context, Classifier network) {
    List<LayerReading> layers = network.spatialLayers();
    return layers.isEmpty()
        ? Optional.empty()
        : Optional.of(chosen(layers, asked(context, "layer"), layers.getLast()));
  }

  private static LayerReading chosen(
      List<LayerReading> layers, String asked, LayerReading otherwise) {
    return asked.isEmpty()
        ? otherwise
        : layers.stream().filter(it -> it.id().equals(asked)).findFirst()
            .orElseThrow(() -> Refusal.notFound(
                "The network has no layer \"" + asked + "\" of maps."));
  }

  private static OptionalInt target(Context context, Classifier network) {
    String named = asked(context, "other").isEmpty() ? "class" : "other";
    int target = MovedPicture.number(context::queryParam, named, -1);
    if (asked(context, named).isEmpty()) {
      return OptionalInt.empty();
    }
    if (target < 0 || target >= network.classes()) {
      throw Refusal.notFound("There is no class " + target + "; there are "
          + network.classes() + ", counted from 0.");
    }
    return OptionalInt.of(target);
  }

  private Covering covering(
      Context context, Opened opened, Classifier network, CoverPresenter presenter) {
    Maps input = opened.reading().network().input();
    int side = Math.min(input.height(), input.width());
    int size = MovedPicture.number(context::queryParam, "patch", Math.max(1, side / 4));
    if (size < 1 || size > side) {
      throw Refusal.malformed("\"patch\" is a whole number from 1 to " + side + ".");
    }
    List<Integer> sizes = List.copyOf(new TreeSet<>(List.of(
        Math.max(1, side / 8), Math.max(1, side / 4), Math.max(1, side / 2), size)));
    Plan plan = explanations.plan(network, size);
    if (plan.isTooMuch()) {
      return presenter.refused(sizes, plan.patch());
    }
    boolean isDone = plan.time().compareTo(AT_ONCE) <= 0
        || asked(context, "do").equals("cover")
        || explanations.remembered(opened, network, plan.patch()).isPresent();
    if (!isDone) {
      return presenter.offered(sizes, plan.patch(), plan.isCoarse(), plan.time());
    }
    return presenter.covered(sizes, explanations.cover(opened, network, plan.patch()),
        plan.isCoarse(), found -> Sheet.text(Sheet.large(found)));
  }

  private @Nullable Exciting exciting(
      Context context, Opened opened, Optional<LayerReading> seen, ExcitingPresenter presenter,
      Words words) {
    List<LayerReading> layers = opened.reading().layers().stream()
        .filter(layer -> layer.output() instanceof Maps).toList();
    if (layers.isEmpty()) {
      return null;
    }
    LayerReading layer = chosen(layers, asked(context, "of"), seen.orElse(layers.getLast()));
    int channels = ((Maps) layer.output()).channels();
    // Another layer may have fewer maps than the one before.
    int map = Math.clamp(MovedPicture.number(context::queryParam, "map", 0), 0, channels - 1);
    Maps input = opened.reading().network().input();
    String word = asked(context, "set").isEmpty()
        ? input.channels() == 1 ? "strokes" : "shapes"
        : asked(context, "set");
    Chosen chosen = new Chosen(
        sets.choices(opened.owner()).stream()
            .map(set -> new Choice(set.word(),
                set.name().isEmpty() ? words.say("set." + set.word()) : set.name(),
                set.word().equals(word)))
            .toList(),
        layers, layer, map);
    String now;
    Dataset set;
    try {
      now = sets.asItIs(opened.owner(), word);
      set = pictures(opened, now);
    } catch (Refusal refusal) {
      return presenter.refused(chosen, words.translated(refusal.detail()));
    }
    int count = explanations.pictures(opened, layer.id(), set, MOST_EXCITING);
    if (count == 0) {
      return presenter.refused(chosen, words.say("why.excite.refused"));
    }
    Duration time = explanations.time(opened, layer.id(), count);
    if (time.compareTo(AT_ONCE) > 0 && !asked(context, "do").equals("look")
        && !explanations.remembers(opened, layer.id(), now, count)) {
      return presenter.offered(chosen, count, time);
    }
    return presenter.excited(chosen, set, count,
        explanations.exciting(opened, layer.id(), map, now, set, count, MOST_EXCITING),
        index -> opened.place().address() + "/why/pictures/" + index + ".png?set=" + now
            + "&shape=" + shape(input));
  }

  private Dataset pictures(Opened opened, String set) {
    return sets.find(opened.owner(), set, opened.reading().network().input(),
        Explanations.MOST_PICTURES).training();
  }

  private static String shape(Maps input) {
    return input.channels() + "x" + input.height() + "x" + input.width();
  }

  /** A picture of a set in the shape that the network reads. */
  void picture(Context context) {
    Opened opened = networks.open(context);
    Maps input = opened.reading().network().input();
    Dataset set = pictures(opened, asked(context, "set"));
    String index = context.pathParam("index");
    if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= set.count()) {
      throw Refusal.notFound("There is no such picture.");
    }
    // An address of before an edit shows what is there now, which is not to be kept under it.
    boolean isNow = asked(context, "shape").equals(shape(input));
    context.header("Cache-Control", isNow ? FOREVER : "no-cache").contentType("image/png")
        .result(FittedPicture.of(set.image(Integer.parseInt(index))).png());
  }

  private static String asked(Context context, String name) {
    return Objects.requireNonNullElse(context.queryParam(name), "").strip();
  }
}
