package fovea.web.sets;

import fovea.engine.network.Shape;
import fovea.web.Words;
import fovea.web.sets.SetFacts.May;
import fovea.web.sets.SetView.Augmented;
import fovea.web.sets.SetView.Picture;
import fovea.web.sets.SetView.Shown;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the page of a set. */
public final class SetPresenter {

  /** Of each class, where all classes are shown. */
  private static final int FEW = 24;

  /** Of one class. */
  private static final int MANY = 240;

  /** So many classes show what augmentation does. */
  private static final int AUGMENTED = 4;
  private static final int TIMES = 6;

  private final Words words;

  public SetPresenter(Words words) {
    this.words = words;
  }

  /** The page. */
  public SetView page(SetFacts facts, Looked looked) {
    boolean isWhole = looked.label() < 0 || looked.label() >= facts.classes().size();
    List<Shown> classes = IntStream.range(0, facts.classes().size())
        .filter(label -> isWhole || label == looked.label())
        .mapToObj(label -> shown(facts, looked, label, isWhole)).toList();
    boolean isMade = facts.may() != May.LOOK;
    boolean mayAdd = isMade && !facts.isClosed();
    return new SetView(facts.address(), facts.all(), facts.name(), summary(facts), split(facts),
        facts.pictures().isEmpty() ? "" : "/train?set=" + facts.word(), notice(facts, looked),
        facts.shape().channels() > 1,
        isWhole ? "" : "?class=" + looked.label() + "&from=" + looked.from(), isWhole, mayAdd,
        classes.stream().flatMap(it -> it.pictures().stream()).anyMatch(Picture::mayRemove),
        facts.may() == May.ALL, isMade, facts.isOfRoom(), facts.isClosed(),
        facts.classes(), classes, augmented(facts, looked));
  }

  private String summary(SetFacts facts) {
    String classes = words.count("set.classes", facts.classes().size());
    return facts.isEndless()
        ? words.say("set.summary.endless", classes, shape(facts.shape()))
        : words.say("set.summary", words.count("set.pictures", facts.pictures().size()), classes,
            shape(facts.shape()));
  }

  /** The size of pictures, in words. */
  private String shape(Shape.Maps shape) {
    return SetsPresenter.shape(shape, words);
  }

  private String split(SetFacts facts) {
    if (facts.isEndless()) {
      return words.say("set.split.endless");
    }
    long validates = facts.pictures().stream().filter(Given::validates).count();
    return facts.pictures().isEmpty()
        ? words.count("set.split.empty", facts.most())
        : words.say("set.split", words.numbers().whole(facts.pictures().size() - validates),
            words.numbers().whole(validates));
  }

  private String notice(SetFacts facts, Looked looked) {
    String first = looked.of() > facts.pictures().size() && facts.may() == May.ALL
        ? words.say("set.notice.first", words.numbers().whole(looked.of()),
            words.numbers().whole(facts.pictures().size()))
        : "";
    String others = looked.others() > 0 ? words.count("set.notice.others", looked.others()) : "";
    return (first + " " + others).strip();
  }

  private Shown shown(SetFacts facts, Looked looked, int label, boolean isWhole) {
    List<Given> all = facts.pictures().stream().filter(it -> it.label() == label).toList();
    int from = isWhole ? 0 : Math.min(looked.from(), Math.max(0, all.size() - 1) / MANY * MANY);
    int to = Math.min(all.size(), from + (isWhole ? FEW : MANY));
    String address = facts.address() + "?class=" + label + "&from=";
    String name = facts.classes().get(label);
    return new Shown(name,
        facts.isEndless() ? "" : words.count("set.pictures", all.size()),
        IntStream.range(from, to).mapToObj(i -> picture(facts, name, all.get(i), i)).toList(),
        to == all.size() || facts.isEndless() ? "" : address + (isWhole ? 0 : to),
        from == 0 ? "" : address + (from - MANY));
  }

  private Picture picture(SetFacts facts, String className, Given given, int place) {
    String name = words.say("set.picture", className, words.numbers().whole(place + 1));
    return new Picture(given.number(), facts.address() + "/pictures/" + given.number(),
        given.giver().isEmpty() ? name : words.say("set.picture.by", name, given.giver()),
        given.validates(), given.mayRemove());
  }

  private Augmented augmented(SetFacts facts, Looked looked) {
    List<Augmented.Row> rows = IntStream.range(0, facts.classes().size())
        .mapToObj(label -> facts.pictures().stream().filter(it -> it.label() == label).findFirst()
            .map(given -> row(facts, looked, given)).stream())
        .flatMap(row -> row).limit(AUGMENTED).toList();
    return new Augmented(looked.shift(), looked.flip(), looked.turn(), looked.noise(), rows);
  }

  private Augmented.Row row(SetFacts facts, Looked looked, Given given) {
    Picture of = picture(facts, facts.classes().get(given.label()), given, 0);
    return new Augmented.Row(of, IntStream.rangeClosed(1, TIMES)
        .mapToObj(epoch -> of.address() + "?epoch=" + epoch + "&" + looked.query()).toList());
  }
}
