package fovea.server.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import fovea.engine.dataset.Dataset;
import fovea.engine.reading.NetworkReading;
import fovea.engine.train.Evaluation.Prediction;
import fovea.server.http.Refusal;
import fovea.server.storage.MomentStore;
import fovea.server.training.Sets;
import fovea.server.training.Standing;
import fovea.server.training.Trainer;
import fovea.server.training.TrainingPlan;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.train.Subject;
import fovea.web.train.Subject.Offer;
import fovea.web.train.Subject.Progress;
import fovea.web.train.TrainPresenter;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The page on which a network is trained. */
final class TrainPage {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Pictures of a set that stand beside its name. */
  private static final int SAMPLES = 6;

  /** The most pictures of one mistake that are shown. */
  private static final int MOST_MISTAKES = 48;

  private final OpenNetworks networks;
  private final MomentStore moments;
  private final Trainer trainer;
  private final Sets sets;
  private final Answers answers;

  TrainPage(OpenNetworks networks, MomentStore moments, Trainer trainer, Sets sets,
      Answers answers) {
    this.networks = networks;
    this.moments = moments;
    this.trainer = trainer;
    this.sets = sets;
    this.answers = answers;
  }

  /** The page; {@code ?set=} chooses one. */
  void show(Context context) {
    Opened opened = networks.open(context);
    Optional<Standing> standing = trainer.standing(opened.owner(), opened.kept().id());
    Map<String, String> options = new HashMap<>(
        standing.map(Standing::plan).map(TrainPage::options).orElse(Map.of()));
    // Another set is learned from as often as it needs, whatever the last training did.
    Optional.ofNullable(context.queryParam("set")).filter(set -> !set.equals(options.get("set")))
        .ifPresent(set -> {
          options.put("set", set);
          options.remove("epochs");
        });
    answers.html(context, "train",
        new TrainPresenter(Answers.visit(context).words()).page(new Subject(opened.reading(),
            opened.place().address(), networks.view(opened).pictureAddress(),
            sets.choices(opened.owner()).stream().map(set -> offer(opened, set)).toList(), options,
            standing.map(this::progress).orElse(null))));
  }

  /** As the form would send it. */
  private static Map<String, String> options(TrainingPlan plan) {
    Map<String, String> options = new HashMap<>();
    plan.document().properties().forEach(option -> options.put(option.getKey(),
        option.getValue().isNumber()
            ? option.getValue().decimalValue().stripTrailingZeros().toPlainString()
            : option.getValue().asText()));
    options.put("set", set(plan));
    return options;
  }

  /** What a training keeps says which pictures the set had; the choice is the set. */
  private static String set(TrainingPlan plan) {
    return plan.set().replaceFirst("@.*", "");
  }

  private Offer offer(Opened opened, Sets.Choice set) {
    try {
      Dataset training = sets.look(opened.owner(), set.word(),
          opened.reading().network().input(), Integer.parseInt(TrainPresenter.PICTURES)).training();
      String pictures = opened.place().address() + "/train/pictures/training/";
      return new Offer(set.word(), set.name(), training.classes(), IntStream.range(0, SAMPLES)
          .mapToObj(index -> pictures + index + ".png?set=" + set.word()).toList(),
          TrainingPlan.usualEpochs(training.count()), "");
    } catch (Refusal refused) {
      return new Offer(set.word(), set.name(), List.of(), List.of(),
          TrainingPlan.usualEpochs(1), refused.detail());
    }
  }

  private Progress progress(Standing standing) {
    return new Progress(standing.kept().id(), set(standing.plan()),
        standing.kept().state().word(), standing.step(),
        standing.kept().steps(), standing.kept().sentence(),
        moments.steps(standing.kept().network()), standing.kept().taken());
  }

  /** {@code ?truth=&said=}: the pictures of the last validation that were taken so, the surest first. */
  void mistakes(Context context) {
    Opened opened = networks.open(context);
    Standing standing = trainer.standing(opened.owner(), opened.kept().id()).orElseThrow(
        () -> Refusal.notFound("This network has not been trained yet."));
    List<String> classes = trainer.classes(opened.owner(), standing.plan(),
        NetworkReading.of(standing.kept().document()));
    int truth = classes.indexOf(Objects.requireNonNullElse(context.queryParam("truth"), ""));
    int said = classes.indexOf(Objects.requireNonNullElse(context.queryParam("said"), ""));
    List<Prediction> all = standing.log().predictions();
    ArrayNode found = JSON.createArrayNode();
    IntStream.range(0, all.size()).boxed()
        .filter(at -> all.get(at).label() == truth && all.get(at).predicted() == said)
        .sorted((one, other) -> Double.compare(all.get(other).share(), all.get(one).share()))
        .limit(MOST_MISTAKES)
        .forEach(at -> found.addObject().put("index", at).put("truth", classes.get(truth))
            .put("said", classes.get(said)).put("share", all.get(at).share()));
    context.header("Cache-Control", "no-store").contentType("application/json")
        .result(found.toString());
  }
}
