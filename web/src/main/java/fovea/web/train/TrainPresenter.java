package fovea.web.train;

import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.repair.ClassRepairs;
import fovea.web.Words;
import fovea.web.train.Subject.Offer;
import fovea.web.train.TrainView.Misfit;
import fovea.web.train.TrainView.Remedy;
import fovea.web.train.TrainView.Sent;
import fovea.web.train.TrainView.SetView;
import fovea.web.workbench.ClassWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the page on which a network is trained. */
public final class TrainPresenter {

  /** How many pictures a training has where nobody says otherwise. */
  public static final String PICTURES = OptionFields.values(Map.of()).getOrDefault("pictures", "");

  /** So many names stand below the pictures of a set; of more the first. */
  private static final int NAMED = 10;

  private final Words words;

  public TrainPresenter(Words words) {
    this.words = words;
  }

  /** The page. */
  public TrainView page(Subject subject) {
    Network network = subject.reading().network();
    String state = subject.progress() == null ? "none" : subject.progress().state();
    String chosen = chosen(subject);
    List<Misfit> misfits = misfits(subject, chosen);
    return new TrainView(words.say("train.title", network.name()), network.name(),
        subject.address(), subject.picture(), state,
        subject.progress() == null ? "" : subject.progress().id(),
        state.equals("none"),
        subject.sets().stream().map(set -> set(set, chosen)).toList(), misfits,
        OptionFields.of(options(subject, chosen), words),
        names(subject, subject.progress() == null ? chosen : subject.progress().set()),
        OptionFields.values(subject.options()).getOrDefault("batch_size", ""),
        progress(subject),
        subject.progress() == null ? "" : words.translated(subject.progress().sentence()),
        state.equals("lost") ? remedies(subject, chosen) : List.of());
  }

  /** The one that was used last, or else the first that this network can learn from as it is. */
  private static String chosen(Subject subject) {
    String used = subject.options().getOrDefault("set", "");
    long outputs = ClassRepairs.outputs(subject.reading());
    return Optional.of(used).filter(word -> named(subject, word).isPresent())
        .or(() -> subject.sets().stream()
            .filter(set -> set.refusal().isEmpty() && set.classes().size() == outputs)
            .map(Offer::word).findFirst())
        .or(() -> subject.sets().stream().map(Offer::word).findFirst())
        .orElse("");
  }

  /** A set of few pictures is seen more often, so that as much is learned. */
  private static Map<String, String> options(Subject subject, String chosen) {
    Map<String, String> options = new HashMap<>(subject.options());
    named(subject, chosen).ifPresent(
        set -> options.putIfAbsent("epochs", String.valueOf(set.epochs())));
    return options;
  }

  private static Optional<Offer> named(Subject subject, String word) {
    return subject.sets().stream().filter(set -> set.word().equals(word)).findFirst();
  }

  private SetView set(Offer set, String chosen) {
    String names = words.list(set.classes().stream().limit(NAMED)
        .map(name -> className(set, name)).toList());
    return new SetView(set.word(), name(set),
        words.count("train.set.classes", set.classes().size()), set.pictures(),
        set.classes().size() > NAMED ? names + " …" : names, set.epochs(),
        set.word().equals(chosen));
  }

  private String name(Offer set) {
    return set.name().isEmpty() ? words.say("set." + set.word()) : set.name();
  }

  /** The classes of what Fovea draws are words of the reader's language. */
  private String className(Offer set, String name) {
    return set.name().isEmpty() ? ClassWords.said(name, words) : name;
  }

  /** For scripts, which know of classes what the training calls them. */
  private String names(Subject subject, String learned) {
    return named(subject, learned).map(set -> set.classes().stream()
        .filter(name -> !className(set, name).equals(name))
        .map(name -> "\"" + name + "\": \"" + className(set, name) + "\"")
        .collect(Collectors.joining(", ", "{", "}"))).orElse("{}");
  }

  private List<Misfit> misfits(Subject subject, String chosen) {
    return subject.sets().stream().flatMap(
        set -> misfit(set, subject.reading(), set.word().equals(chosen)).stream()).toList();
  }

  private Optional<Misfit> misfit(Offer set, NetworkReading reading, boolean isShown) {
    int classes = set.classes().size();
    long outputs = ClassRepairs.outputs(reading);
    if (!reading.isLegal()) {
      return Optional.of(misfit(set, words.say("train.misfit.illegal",
          reading.problems().getFirst().layer()), isShown));
    }
    if (!set.refusal().isEmpty()) {
      return Optional.of(misfit(set, words.translated(set.refusal()), isShown));
    }
    if (outputs == classes) {
      return Optional.empty();
    }
    String sentence = outputs == 0
        ? words.say("train.misfit.maps", name(set), words.numbers().whole(classes))
        : words.say("train.misfit.outputs", name(set), words.numbers().whole(classes),
            words.numbers().whole(outputs));
    return Optional.of(new Misfit(set.word(), sentence, ClassRepairs.giving(classes, reading)
        .map(repair -> words.say("train.misfit.repair", words.say(
            "repair." + repair.words().way().name(), repair.words().figures().toArray())))
        .orElse(""), isShown));
  }

  private static Misfit misfit(Offer set, String sentence, boolean isShown) {
    return new Misfit(set.word(), sentence, "", isShown);
  }

  private TrainView.Progress progress(Subject subject) {
    Subject.Progress it = subject.progress();
    if (it == null) {
      return new TrainView.Progress(0, 0, "", "", 0, 0);
    }
    int last = Math.max(0, it.moments().size() - 1);
    int taken = it.moments().indexOf(it.taken());
    return new TrainView.Progress(it.step(), it.steps(),
        words.say("train.step", words.numbers().whole(it.step()),
            words.numbers().whole(it.steps())),
        it.moments().stream().map(String::valueOf).collect(Collectors.joining(" ")), last,
        taken < 0 ? last : taken);
  }

  /** A tenth of the rate, the same rate reached slowly, and less of a memory of earlier steps. */
  private List<Remedy> remedies(Subject subject, String set) {
    Map<String, String> values = OptionFields.values(subject.options());
    List<Remedy> remedies = new ArrayList<>();
    number(values.getOrDefault("lr", "")).filter(rate -> rate > 0)
        .ifPresent(rate -> remedies.add(remedy(
            words.say("train.try.rate", words.numbers().significant(rate / 10)), set, values,
            "lr", shown(rate / 10))));
    if (number(values.getOrDefault("warm_up", "")).filter(steps -> steps >= 100).isEmpty()) {
      remedies.add(remedy(words.say("train.try.warm_up"), set, values, "warm_up", "100"));
    }
    if ("sgd".equals(values.get("optimizer"))
        && number(values.getOrDefault("momentum", "")).filter(momentum -> momentum > 0.5)
            .isPresent()) {
      remedies.add(remedy(words.say("train.try.momentum"), set, values, "momentum", "0.5"));
    }
    return remedies;
  }

  private static Remedy remedy(
      String title, String set, Map<String, String> values, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put("set", set);
    changed.put(name, value);
    return new Remedy(title, changed.entrySet().stream()
        .map(option -> new Sent(option.getKey(), option.getValue())).toList());
  }

  private static String shown(double rate) {
    return new BigDecimal(rate).round(new MathContext(3)).stripTrailingZeros()
        .toPlainString();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text.replace(',', '.')));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
