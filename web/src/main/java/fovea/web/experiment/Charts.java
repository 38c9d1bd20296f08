package fovea.web.experiment;

import fovea.engine.experiment.Arm;
import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Measure;
import fovea.engine.experiment.Result;
import fovea.engine.experiment.Result.Summary;
import fovea.web.Tick;
import fovea.web.Words;
import fovea.web.experiment.ExperimentView.Chart;
import fovea.web.experiment.ExperimentView.Dot;
import fovea.web.experiment.ExperimentView.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws what an experiment has brought. Arms that stand on lines are drawn along them, by the first measure;
 * others are lines by themselves, along all measures, which are shares.
 */
final class Charts {

  private static final String KINDS = "abcd";

  private final Words words;

  Charts(Words words) {
    this.words = words;
  }

  Chart of(Experiment experiment, Result result) {
    Measure first = experiment.measures().getFirst();
    List<String> ats = experiment.arms().stream().map(Arm::at).distinct().toList();
    boolean isAlong = !ats.equals(List.of(""));
    List<String> places = isAlong
        ? ats.stream().map(at -> ExperimentsPresenter.place(words, at)).toList()
        : experiment.measures().stream().map(this::place).toList();
    List<String> names = experiment.arms().stream().map(Arm::line).distinct().toList();
    List<List<Optional<Summary>>> found = names.stream().map(line -> isAlong
        ? ats.stream().map(at -> result.summary(line + "-" + at, first.word())).toList()
        : experiment.measures().stream().map(it -> result.summary(line, it.word())).toList())
        .toList();
    double most = first.isShare()
        ? 1
        : found.stream().flatMap(List::stream)
            .flatMap(Optional::stream).mapToDouble(it -> it.mean() + it.spread()).max().orElse(1);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(line(KINDS.substring(i, i + 1), words.say("experiment.line." + names.get(i)),
          found.get(i), most));
    }
    String word = experiment.word();
    String up = words.say(first.isShare() ? "experiment.up.share" : "experiment.up.loss");
    String across = words.say("experiment." + word + ".across");
    return new Chart(words.say("experiment.chart", up, across), up, across,
        Tick.upward(first.isShare() ? 100 : most, words.numbers()), ticks(places), lines);
  }

  private String place(Measure measure) {
    return measure instanceof Measure.Shifted(int pixels)
        ? words.numbers().whole(pixels)
        : words.say("experiment.measure." + measure.word());
  }

  private static List<Tick> ticks(List<String> places) {
    List<Tick> ticks = new ArrayList<>();
    for (String place : places) {
      ticks.add(Tick.at(across(ticks.size(), places.size()) / 100, place));
    }
    return ticks;
  }

  /** In the middle of as many equal parts, in percent. */
  private static float across(int place, int places) {
    return 100 * (place + 0.5f) / places;
  }

  private static Line line(String kind, String name, List<Optional<Summary>> found, double most) {
    List<String> points = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isPresent()) {
        Summary it = found.get(i).get();
        float x = across(i, found.size());
        float y = down(it.mean(), most);
        points.add(x + "," + y);
        dots.add(new Dot(x + "%", y + "%", down(it.mean() + it.spread(), most) + "%",
            down(it.mean() - it.spread(), most) + "%"));
      }
    }
    return new Line(kind, name, String.join(" ", points), dots);
  }

  private static float down(double value, double most) {
    return (float) (100 * (1 - Math.clamp(value / most, 0, 1)));
  }
}
