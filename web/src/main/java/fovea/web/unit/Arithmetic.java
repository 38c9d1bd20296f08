package fovea.web.unit;

import fovea.engine.explain.Term;
import fovea.engine.explain.UnitTrace;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.reading.LayerReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.unit.ArithmeticView.Patch;
import fovea.web.unit.ArithmeticView.Rest;
import fovea.web.unit.ArithmeticView.Step;
import fovea.web.unit.UnitView.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;

/** How a unit of each type of layer comes about: what is shown in full, and the sum in short. */
final class Arithmetic {

  /** Inputs in a table take less room than windows of numbers. */
  private static final int TERMS_A_MAP = 4;

  private final TracedUnit traced;
  private final UnitTrace trace;
  private final Words words;
  private final Numbers numbers;
  private final DoubleFunction<String> sums;
  private final TermTables tables;
  private final String more;
  private ArithmeticView view = ArithmeticView.NONE;
  private final List<Line> lines = new ArrayList<>();

  /**
   * Works it out.
   *
   * @param more the address of this page with more inputs unfolded, but for their number
   */
  Arithmetic(TracedUnit traced, String more, Words words) {
    this.traced = traced;
    this.trace = traced.trace();
    this.words = words;
    this.numbers = words.numbers();
    this.more = more;
    this.sums = numbers.alike(4, trace.value(), trace.bias());
    this.tables = new TermTables(traced, words);
    traced.layer().ifPresent(this::collect);
  }

  ArithmeticView view() {
    return view;
  }

  List<Line> lines() {
    return lines;
  }

  private void collect(LayerReading layer) {
    switch (layer.node().layer()) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _ -> weighted();
      case Linear _ -> terms();
      case MaxPool2d _, AdaptiveMaxPool2d _ -> largest();
      case AvgPool2d _, AdaptiveAvgPool2d _ -> mean();
      case Upsample _ -> weighted();
      case BatchNorm2d norm -> normalised(norm);
      case Activation function -> curve(function);
      case Softmax _ -> shares();
      case Add _ -> joined("+");
      case Multiply _ -> joined("·");
      case Concat _, Flatten _, Dropout _ -> passedOn();
    }
  }

  // --- sums over windows

  private void weighted() {
    List<Contribution> maps = Contribution.of(trace);
    if (!maps.isEmpty() && !Patches.fit(maps.getFirst().terms())) {
      terms();
      return;
    }
    List<Contribution> pinned = traced.pinned().map(Contribution::of).orElse(List.of());
    List<Contribution> shown = maps.subList(0, Math.min(traced.shown(), maps.size()));
    List<Contribution> folded = maps.subList(shown.size(), maps.size());
    DoubleFunction<String> printed = numbers.alike(4,
        maps.stream().mapToDouble(Contribution::sum).toArray());
    Patches patches = new Patches(traced, words);
    double largest = maps.isEmpty() ? 0 : Math.abs(maps.getFirst().sum());
    List<Patch> rows = new ArrayList<>();
    for (Contribution map : shown) {
      String beside = pinned.isEmpty() ? "" : printed.apply(map.in(pinned));
      Patch row = patches.weighted(map, printed.apply(map.sum()), largest, beside);
      rows.add(row);
      lines.add(new Line(row.name(), row.address(), row.sum(), beside));
    }
    Rest rest = null;
    if (!folded.isEmpty()) {
      double sum = folded.stream().mapToDouble(Contribution::sum).sum();
      double beside = folded.stream().mapToDouble(map -> map.in(pinned)).sum();
      rest = rest(folded.size(), Math.abs(folded.getFirst().sum()), sum, 1, "unit.rest.maps");
      lines.add(new Line(words.count("unit.more", folded.size()), "", printed.apply(sum),
          pinned.isEmpty() ? "" : printed.apply(beside)));
    }
    bias();
    view = new ArithmeticView(rows, patches.scales(), null, List.of(), null, rest);
  }

  private void terms() {
    List<Term> terms = TermTables.byProduct(trace);
    List<Term> shown = terms.subList(0,
        (int) Math.min((long) TERMS_A_MAP * traced.shown(), terms.size()));
    List<Term> folded = terms.subList(shown.size(), terms.size());
    double sum = shown.stream().mapToDouble(Term::product).sum();
    lines.add(new Line(words.count("unit.largest", shown.size()), "", sums.apply(sum), ""));
    Rest rest = null;
    if (!folded.isEmpty()) {
      double others = folded.stream().mapToDouble(Term::product).sum();
      rest = rest(folded.size(), Math.abs(folded.getFirst().product()), others, TERMS_A_MAP,
          "unit.rest.terms");
      lines.add(new Line(words.count("unit.more", folded.size()), "", sums.apply(others), ""));
    }
    bias();
    view = new ArithmeticView(List.of(), null, tables.weighted(shown), List.of(), null, rest);
  }

  private Rest rest(int count, double below, double sum, int perMap, String key) {
    int shown = Math.min(4 * traced.shown(), traced.shown() + Math.ceilDiv(count, perMap));
    int further = Math.min(count, (shown - traced.shown()) * perMap);
    return new Rest(words.say(key, numbers.whole(count), numbers.significant(below)),
        sums.apply(sum), more + shown, words.count("unit.unfold", further));
  }

  private void bias() {
    if (UnitPresenter.hasBias(traced.layer().orElseThrow())) {
      lines.add(new Line(words.say("unit.bias"), "", sums.apply(trace.bias()),
          traced.pinned().map(pinned -> sums.apply(pinned.bias())).orElse("")));
    }
  }

  // --- pooling

  private void largest() {
    trace.terms().stream().filter(term -> term.weight() == 1).findFirst()
        .ifPresent(winner -> lines.add(line(words.say("unit.winner", Patches.name(winner)),
            winner)));
    window(true, TermTables.byProduct(trace));
  }

  private void mean() {
    double sum = trace.terms().stream().mapToDouble(Term::inputValue).sum();
    double cells = trace.terms().isEmpty() ? 0 : 1 / trace.terms().getFirst().weight();
    DoubleFunction<String> printed = numbers.alike(4, sum);
    lines.add(new Line(words.say("unit.total.inputs"), "", printed.apply(sum), ""));
    lines.add(new Line(words.say("unit.divided"), "", numbers.plain(Math.rint(cells)), ""));
    window(false, TermTables.byProduct(trace));
  }

  private void window(boolean marksWinner, List<Term> largest) {
    if (Patches.fit(trace.terms())) {
      Patches patches = new Patches(traced, words);
      view = new ArithmeticView(Contribution.of(trace).stream()
          .map(map -> patches.plain(map, marksWinner)).toList(), patches.scales(), null, List.of(),
          null, null);
    } else {
      List<Term> shown = largest.subList(0,
          (int) Math.min((long) TERMS_A_MAP * traced.shown(), largest.size()));
      int folded = largest.size() - shown.size();
      Rest rest = folded == 0
          ? null
          : rest(folded, largest.get(shown.size()).inputValue(),
              largest.subList(shown.size(), largest.size()).stream().mapToDouble(Term::product)
                  .sum(),
              TERMS_A_MAP, "unit.rest.terms");
      view = new ArithmeticView(List.of(), null, tables.weighted(shown), List.of(), null, rest);
    }
  }

  // --- one number

  private void normalised(BatchNorm2d norm) {
    Term in = trace.terms().getFirst();
    double mean = traced.parameters().getOrDefault("running_mean", 0.0);
    double variance = traced.parameters().getOrDefault("running_var", 1.0);
    double weight = traced.parameters().getOrDefault("weight", 1.0);
    double bias = traced.parameters().getOrDefault("bias", 0.0);
    double deviation = Math.sqrt(variance + norm.eps());
    double centred = in.inputValue() - mean;
    double scaled = centred / deviation;
    lines.add(line(Patches.name(in), in));
    view = new ArithmeticView(List.of(), null, null, List.of(
        step("unit.norm.input", in.inputValue(), Patches.name(in)),
        step("unit.norm.mean", centred, numbers.significant(mean)),
        step("unit.norm.deviation", scaled, numbers.significant(variance),
            BigDecimal.valueOf(norm.eps()).stripTrailingZeros().toPlainString(),
            numbers.significant(deviation)),
        step("unit.norm.weight", scaled * weight, numbers.significant(weight)),
        new Step(words.say("unit.norm.bias", numbers.significant(bias)),
            numbers.significant(scaled * weight + bias), true)),
        null, null);
  }

  private Step step(String key, double value, Object... arguments) {
    return new Step(words.say(key, arguments), numbers.significant(value), false);
  }

  private void curve(Activation function) {
    Term in = trace.terms().getFirst();
    lines.add(line(Patches.name(in), in));
    String name = LayerType.of(function).name();
    lines.add(new Line(words.say("type." + name), "", sums.apply(trace.value()), ""));
    view = new ArithmeticView(List.of(), null, null, List.of(),
        Curve.of(function, name, in.inputValue(), trace.value(), words), null);
  }

  private void shares() {
    List<Term> terms = new ArrayList<>(trace.terms());
    Term own = terms.stream()
        .filter(term -> term.input().getFirst() == trace.unit().channel()).findFirst()
        .orElseThrow();
    double greatest = terms.stream().mapToDouble(Term::inputValue).max().orElse(0);
    double sum = terms.stream().mapToDouble(term -> Math.exp(term.inputValue() - greatest)).sum();
    terms.sort(Comparator.comparingDouble(term -> -term.inputValue()));
    List<Term> shown = new ArrayList<>(terms.subList(0,
        (int) Math.min((long) TERMS_A_MAP * traced.shown(), terms.size())));
    if (!shown.contains(own)) {
      shown.add(own);
    }
    terms.removeAll(Set.copyOf(shown));
    Rest rest = terms.isEmpty()
        ? null
        : new Rest(words.say("unit.rest.logits", numbers.whole(terms.size())),
            numbers.percent(terms.stream()
                .mapToDouble(term -> Math.exp(term.inputValue() - greatest)).sum() / sum),
            more + 4 * traced.shown(),
            words.count("unit.unfold",
                Math.min(terms.size(), 3 * TERMS_A_MAP * traced.shown())));
    lines.add(line(words.say("unit.logit", Patches.name(own)), own));
    lines.add(new Line(words.say("unit.exp", numbers.significant(greatest)), "",
        numbers.significant(Math.exp(own.inputValue() - greatest)), ""));
    lines.add(new Line(words.say("unit.exp.sum", numbers.whole(trace.terms().size())), "",
        numbers.significant(sum), ""));
    view = new ArithmeticView(List.of(), null, tables.shares(shown, greatest, sum, own), List.of(),
        null, rest);
  }

  // --- branches, and what is only handed on

  private void joined(String sign) {
    for (Term term : trace.terms()) {
      Line line = line(Patches.name(term), term);
      lines.add(lines.isEmpty()
          ? line
          : new Line(sign + " " + line.name(), line.address(), line.value(), ""));
    }
    view = new ArithmeticView(List.of(), null, tables.plain(trace.terms()), List.of(), null, null);
  }

  private void passedOn() {
    trace.terms().forEach(term -> lines.add(line(Patches.name(term), term)));
    view = new ArithmeticView(List.of(), null, tables.plain(trace.terms()), List.of(), null, null);
  }

  private Line line(String name, Term term) {
    return new Line(name, traced.open().place().unit(Patches.unit(term)),
        numbers.alike(4, term.inputValue()).apply(term.inputValue()), "");
  }
}
