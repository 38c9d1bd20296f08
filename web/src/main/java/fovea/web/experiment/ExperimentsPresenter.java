package fovea.web.experiment;

import fovea.engine.experiment.Arm;
import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Measure;
import fovea.engine.experiment.Result;
import fovea.engine.experiment.Result.Summary;
import fovea.engine.experiment.Verdict;
import fovea.engine.reading.NetworkReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.experiment.ExperimentView.ArmRow;
import fovea.web.experiment.ExperimentsView.Card;
import java.util.List;
import java.util.Optional;

/** Makes experiments ready to print. */
public final class ExperimentsPresenter {

  /** Where the addresses of all of them begin. */
  public static final String ADDRESS = "/experiments";

  private final Words words;
  private final Numbers numbers;

  public ExperimentsPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /** The list. */
  public ExperimentsView all(List<Now> all) {
    return new ExperimentsView(all.stream().map(this::card).toList());
  }

  private Card card(Now now) {
    String word = now.experiment().word();
    Optional<String> verdict = verdict(now);
    return new Card(address(word), say(word, "title"), say(word, "claim"),
        verdict.orElseGet(() -> words.say("experiments.state." + now.state())),
        verdict.isPresent());
  }

  private static String address(String word) {
    return ADDRESS + "/" + word;
  }

  private String say(String word, String what, Object... arguments) {
    return words.say("experiment." + word + "." + what, arguments);
  }

  /** The sentences that the numbers have chosen; empty until all are there. */
  private Optional<String> verdict(Now now) {
    return Verdict.of(now.experiment(), now.result()).map(it -> say(now.experiment().word(),
        "verdict." + it.word(), it.figures().stream().map(this::percent).toArray()));
  }

  /** One of them. */
  public ExperimentView one(Now now) {
    Experiment experiment = now.experiment();
    String word = experiment.word();
    long done = now.done();
    int all = experiment.trials().size();
    return new ExperimentView(address(word), say(word, "title"), say(word, "claim"),
        say(word, "how"), now.state(), said(now, done, all),
        (int) (100 * (done + (now.isAsked() ? now.trial() : 0)) / all),
        now.canCancel(), verdict(now).orElse(null),
        now.result().rows().isEmpty() ? null : new Charts(words).of(experiment, now.result()),
        experiment.measures().stream().map(this::name).toList(),
        experiment.arms().stream().map(arm -> row(experiment, arm, now.result())).toList());
  }

  private String said(Now now, long done, int all) {
    return switch (now.state()) {
      case "live" -> words.say(now.isBegun() ? "experiments.live" : "experiments.waits",
          numbers.whole(done), numbers.whole(all));
      case "part" -> words.say("experiments.part", numbers.whole(done), numbers.whole(all));
      default -> "";
    };
  }

  private ArmRow row(Experiment experiment, Arm arm, Result result) {
    NetworkReading.Totals totals = NetworkReading.of(arm.network()).totals();
    return new ArmRow(name(words, arm), arm.word(), numbers.whole(totals.parameters()),
        numbers.scaled(totals.macs()),
        experiment.measures().stream()
            .map(measure -> result.summary(arm.word(), measure.word())
                .map(it -> printed(it, measure)).orElse(""))
            .toList(),
        address(experiment.word()) + "/" + arm.word() + "/open",
        words.find("experiment.note." + arm.line()).orElse(""));
  }

  /** What an arm is called: its line, and where on it. */
  static String name(Words words, Arm arm) {
    String line = words.say("experiment.line." + arm.line());
    if (arm.at().isEmpty()) {
      return line;
    }
    String own = "experiment.arm." + arm.line();
    return words.say(words.find(own).isPresent() ? own : "experiment.arm", line,
        place(words, arm.at()));
  }

  /** A number, or a word. */
  static String place(Words words, String at) {
    return at.matches("\\d+") ? at : words.say("experiment.at." + at);
  }

  private String name(Measure measure) {
    return measure instanceof Measure.Shifted(int pixels)
        ? words.say("experiment.measure.shifted", numbers.whole(pixels))
        : words.say("experiment.measure." + measure.word());
  }

  private String printed(Summary summary, Measure measure) {
    int scale = measure.isShare() ? 100 : 1;
    int fraction = measure.isShare() ? 1 : 2;
    String mean = numbers.decimal(scale * summary.mean(), fraction);
    String unit = measure.isShare() ? " %" : "";
    return summary.count() == 1
        ? mean + unit
        : mean + " ± " + numbers.decimal(scale * summary.spread(), fraction) + unit;
  }

  private String percent(double share) {
    return numbers.decimal(100 * share, 0) + " %";
  }
}
