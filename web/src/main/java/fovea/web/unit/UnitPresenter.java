package fovea.web.unit;

import fovea.engine.explain.EffectiveReceptiveField;
import fovea.engine.explain.FunctionGraph;
import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.explain.UnitTrace;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.unit.TracedUnit.Strong;
import fovea.web.unit.UnitView.Line;
import fovea.web.unit.UnitView.SightView;
import fovea.web.unit.UnitView.StrongUnit;
import fovea.web.unit.UnitView.SumView;
import fovea.web.unit.UnitView.Walk;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.ClassWords;
import fovea.web.workbench.StagePresenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Makes the page of one unit. */
public final class UnitPresenter {

  private static final int MOST_READERS = 6;

  private final Words words;
  private final Numbers numbers;

  /** A presenter in a language. */
  public UnitPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /** The page of a unit; with what moves it, if that was computed. */
  public UnitView of(TracedUnit traced, Optional<EffectiveReceptiveField> field) {
    UnitTrace trace = traced.trace();
    Unit unit = trace.unit();
    Walk walk = walk(traced);
    String keep = walk.query().isEmpty() ? "?maps=" : walk.query() + "&maps=";
    Arithmetic arithmetic = new Arithmetic(traced, traced.open().place().unit(unit) + keep, words);
    String value = value(trace);
    String network = traced.open().reading().network().name();
    String stands = new ClassWords(traced.open(), words).of(unit.layer(), unit.channel());
    String name = name(unit, traced.shape());
    return new UnitView(traced.open().place(),
        words.say("unit.title", stands.isEmpty() ? name : words.say("unit.class", name, stands),
            network),
        network,
        stands.isEmpty()
            ? words.say("unit.heading", value)
            : words.say("unit.heading.class", stands, value),
        lead(traced), new UnitNotes(words).of(traced), walk,
        new StagePresenter(traced.open(), words).of(chosen(unit, traced.shape())),
        arithmetic.view(),
        new SumView(arithmetic.lines(), name, value,
            traced.pinned().map(pinned -> name(pinned.unit(), traced.shape())).orElse(""),
            traced.pinned().map(pinned -> traced.open().place().unit(pinned.unit())).orElse(""),
            traced.pinned().map(this::value).orElse(""), onward(traced)),
        sight(traced),
        traced.layer().flatMap(_ -> traced.seen())
            .map(seen -> new EffectivePresenter(words).of(traced.open(), unit, seen, field))
            .orElse(null),
        new Growth(traced, words).view(), strongest(traced),
        KernelPictures.of(traced, words));
  }

  private List<StrongUnit> strongest(TracedUnit traced) {
    double[] values = traced.strongest().stream().mapToDouble(Strong::value).toArray();
    DoubleFunction<String> printed = numbers.alike(4, values);
    return traced.strongest().stream()
        .map(strong -> {
          SeenBox seen = strong.seen();
          String name = name(strong.unit(), traced.shape());
          String value = printed.apply(strong.value());
          return new StrongUnit(name, traced.open().place().unit(strong.unit()), value,
              "%d %d %d %d".formatted(seen.left(), seen.top(), seen.right() - seen.left() + 1,
                  seen.bottom() - seen.top() + 1),
              words.say("unit.strong", name, value), strong.unit().equals(traced.unit()));
        })
        .toList();
  }

  private String value(UnitTrace trace) {
    return numbers.alike(4, trace.value()).apply(trace.value());
  }

  /** Such as {@code conv4[4, 17, 11]}, {@code fc[3]}. */
  private static String name(Unit unit, Shape shape) {
    return shape instanceof Shape.Features
        ? unit.layer() + "[" + unit.channel() + "]"
        : unit.layer() + List.of(unit.channel(), unit.y(), unit.x());
  }

  /** On the workbench a vector is one map of one row. */
  private static Chosen chosen(Unit unit, Shape shape) {
    return shape instanceof Shape.Features
        ? new Chosen(unit.layer(), 0, 0, unit.channel())
        : new Chosen(unit.layer(), unit.channel(), unit.y(), unit.x());
  }

  private String lead(TracedUnit traced) {
    return traced.layer()
        .map(layer -> {
          String key = layer.node().layer() instanceof Activation
              ? "activation"
              : LayerType.of(layer.node().layer()).name();
          boolean bare = !hasBias(layer) && words.find("unit.lead." + key + ".bare").isPresent();
          return words.say("unit.lead." + key + (bare ? ".bare" : ""),
              words.say("type." + LayerType.of(layer.node().layer()).name()));
        })
        .orElseGet(() -> words.say("unit.lead.input",
            words.say("unit.pixel." + traced.open().picture().normalisation())));
  }

  static boolean hasBias(LayerReading layer) {
    return layer.cost().parameters().stream()
        .anyMatch(parameter -> parameter.name().endsWith(".bias"));
  }

  private Walk walk(TracedUnit traced) {
    Unit unit = traced.unit();
    String units = traced.open().place().units(unit.layer());
    String query = traced.pinned()
        .map(pinned -> "?pin=" + pinned.unit().channel() + "," + pinned.unit().y() + ","
            + pinned.unit().x())
        .orElse("");
    String address = traced.open().place().unit(unit);
    String pin = traced.pinned().isPresent()
        ? address
        : address + "?pin=" + unit.channel() + "," + unit.y() + "," + unit.x();
    boolean isVector = traced.shape() instanceof Shape.Features;
    long width = isVector
        ? traced.shape().dimensions().getFirst()
        : traced.shape().dimensions().get(2);
    long last = isVector ? width - 1 : traced.shape().dimensions().get(1) * width - 1;
    long index = isVector ? unit.channel() : unit.y() * width + unit.x();
    return new Walk(name(unit, traced.shape()),
        isVector
            ? where(traced, unit.channel())
            : words.say("unit.where", unit.y(), unit.x()),
        traced.open().address() + chosen(unit, traced.shape()).query(), index, last,
        words.say("unit.count", numbers.whole(index + 1), numbers.whole(last + 1)),
        index == 0 ? "" : at(units, unit, isVector, index - 1, width) + query,
        index == last ? "" : at(units, unit, isVector, index + 1, width) + query,
        pin, traced.pinned().isPresent(), units, query);
  }

  /** Such as "unit 3", or "unit 3, triangle". */
  private String where(TracedUnit traced, int number) {
    String stands = new ClassWords(traced.open(), words).of(traced.unit().layer(), number);
    String where = words.say("unit.where.feature", number);
    return stands.isEmpty() ? where : words.list(List.of(where, stands));
  }

  private static String at(String units, Unit unit, boolean isVector, long index, long width) {
    return isVector
        ? units + index + "/0/0"
        : units + unit.channel() + "/" + index / width + "/" + index % width;
  }

  private List<Line> onward(TracedUnit traced) {
    List<Line> onward = new ArrayList<>();
    for (LayerReading reader : traced.readers()) {
      if (onward.size() == MOST_READERS) {
        break;
      }
      Unit next = NextUnits.in(reader, reader.inputs().indexOf(traced.unit().layer()),
          traced.unit());
      double value = traced.trace().value();
      onward.add(new Line(name(next, reader.output()), traced.open().place().unit(next),
          reader.node().layer() instanceof Activation function
              ? numbers.alike(4, value).apply(FunctionGraph.at(function, value))
              : "",
          ""));
    }
    return onward;
  }

  private SightView sight(TracedUnit traced) {
    Shape.Maps picture = traced.open().reading().network().input();
    String box = traced.seen().map(UnitPresenter::box).orElse(null);
    return new SightView(traced.open().pictureAddress(), picture.height(), picture.width(), box,
        traced.seen().map(seen -> seen(seen, picture)).orElseGet(() -> words.say("unit.blind")));
  }

  /** Top, left, bottom and right, ends not included, with what lies in the padding. */
  static String box(SeenBox seen) {
    SeenBox.Overhang out = seen.overhang();
    return "%d %d %d %d".formatted(seen.top() - out.top(), seen.left() - out.left(),
        seen.bottom() + 1 + out.bottom(), seen.right() + 1 + out.right());
  }

  private String seen(SeenBox seen, Shape.Maps picture) {
    SeenBox.Overhang out = seen.overhang();
    boolean whole = seen.top() == 0 && seen.left() == 0 && seen.bottom() == picture.height() - 1
        && seen.right() == picture.width() - 1;
    String inside = whole
        ? words.say("unit.sees.all", numbers.whole(picture.height()),
            numbers.whole(picture.width()))
        : words.say("unit.sees", range("unit.row", seen.top(), seen.bottom()),
            range("unit.column", seen.left(), seen.right()), numbers.whole(picture.height()),
            numbers.whole(picture.width()));
    List<String> outside = new ArrayList<>();
    beyond(outside, "unit.beyond.top", out.top());
    beyond(outside, "unit.beyond.bottom", out.bottom());
    beyond(outside, "unit.beyond.left", out.left());
    beyond(outside, "unit.beyond.right", out.right());
    return outside.isEmpty()
        ? inside
        : inside + " " + words.say("unit.beyond", words.list(outside));
  }

  private String range(String key, int first, int last) {
    return first == last
        ? words.say(key, numbers.whole(first))
        : words.say(key + "s", numbers.whole(first), numbers.whole(last));
  }

  private void beyond(List<String> said, String key, long cells) {
    if (cells > 0) {
      said.add(words.count(key, cells));
    }
  }
}
