package fovea.web.unit;

import fovea.engine.explain.Term;
import fovea.engine.explain.UnitTrace;
import fovea.web.Words;
import fovea.web.unit.ArithmeticView.Bar;
import fovea.web.unit.ArithmeticView.TermRow;
import fovea.web.unit.ArithmeticView.TermTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Makes tables of single inputs: of a linear layer, of branches that meet, of logits. */
final class TermTables {

  private final TracedUnit traced;
  private final Words words;

  TermTables(TracedUnit traced, Words words) {
    this.traced = traced;
    this.words = words;
  }

  /** The terms of a trace, the largest product first. */
  static List<Term> byProduct(UnitTrace trace) {
    List<Term> terms = new ArrayList<>(trace.terms());
    terms.sort(Comparator.comparingDouble(term -> -Math.abs(term.product())));
    return terms;
  }

  /** Input, weight and product of each. */
  TermTable weighted(List<Term> terms) {
    DoubleFunction<String> inputs = printed(terms, Term::inputValue);
    DoubleFunction<String> weights = printed(terms, Term::weight);
    DoubleFunction<String> products = printed(terms, Term::product);
    double largest = largest(terms, Term::product);
    return new TermTable(words.say("unit.terms.largest"),
        List.of(words.say("unit.column.input"), words.say("unit.column.weight"),
            words.say("unit.column.product")),
        terms.stream()
            .map(term -> row(term, List.of(inputs.apply(term.inputValue()),
                weights.apply(term.weight()), products.apply(term.product())),
                Bar.of(term.product(), largest), false))
            .toList());
  }

  /** Only the numbers that come in. */
  TermTable plain(List<Term> terms) {
    DoubleFunction<String> inputs = printed(terms, Term::inputValue);
    double largest = largest(terms, Term::inputValue);
    return new TermTable(words.say("unit.terms.inputs"),
        List.of(words.say("unit.column.input")),
        terms.stream()
            .map(term -> row(term, List.of(inputs.apply(term.inputValue())),
                Bar.of(term.inputValue(), largest), false))
            .toList());
  }

  /** Logits, their exponentials and their shares of the sum of all. */
  TermTable shares(List<Term> terms, double greatest, double sum, Term own) {
    DoubleFunction<String> logits = printed(terms, Term::inputValue);
    ToDoubleFunction<Term> exponential = term -> Math.exp(term.inputValue() - greatest);
    double largest = largest(terms, exponential);
    return new TermTable(words.say("unit.terms.logits"),
        List.of(words.say("unit.column.logit"), words.say("unit.column.exp"),
            words.say("unit.column.share")),
        terms.stream()
            .map(term -> row(term, List.of(logits.apply(term.inputValue()),
                words.numbers().significant(exponential.applyAsDouble(term)),
                words.numbers().percent(exponential.applyAsDouble(term) / sum)),
                Bar.of(exponential.applyAsDouble(term), largest), term.equals(own)))
            .toList());
  }

  private TermRow row(Term term, List<String> numbers, Bar bar, boolean isOwn) {
    Ground ground = Ground.of(term, traced.layer().orElseThrow());
    return new TermRow(
        words.say("unit.term." + ground.name(), Patches.name(term), Patches.source(term)),
        Patches.address(term, traced.open().place()), numbers, bar, isOwn);
  }

  private DoubleFunction<String> printed(List<Term> terms, ToDoubleFunction<Term> of) {
    return words.numbers().alike(4, terms.stream().mapToDouble(of).toArray());
  }

  private static double largest(List<Term> terms, ToDoubleFunction<Term> of) {
    return terms.stream().mapToDouble(of).map(Math::abs).max().orElse(0);
  }
}
