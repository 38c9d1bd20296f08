package fovea.web.workbench;

import fovea.engine.network.Axis;
import fovea.engine.network.Shape;
import fovea.engine.reading.Problem;
import fovea.engine.reading.Rounding;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;

/** Problems in the reader's language. */
final class ProblemWords {

  private final Words words;
  private final ShapeWords shapes;

  ProblemWords(Words words) {
    this.words = words;
    this.shapes = new ShapeWords(words);
  }

  /** What is wrong, in a sentence that stands behind the layer's id. */
  String sentence(Problem problem) {
    return switch (problem) {
      case Problem.IllegalArgument illegal ->
        words.say("problem.argument", illegal.argument(),
            FormulaWords.in(words).of(illegal.requirement()), illegal.found());
      case Problem.WrongRank wrong ->
        wrong.needsMaps()
            ? words.say("problem.needs_maps", wrong.type(), shapes.wide(wrong.found()))
            : words.say("problem.needs_features", wrong.type(), shapes.wide(wrong.found()));
      case Problem.DoesNotFit tight ->
        words.say(
            tight.axis() == Axis.HEIGHT ? "problem.no_row" : "problem.no_column",
            shapes.wide(tight.input()));
      case Problem.NotDivisible uneven ->
        words.say("problem.groups", uneven.channelsName(),
            words.numbers().whole(uneven.channels()), words.numbers().whole(uneven.groups()));
      case Problem.TooMuchPadding much ->
        words.say("problem.padding", much.argument(), much.found(), much.most());
      case Problem.ShapesDisagree disagree ->
        words.say("problem.shapes", disagree.type(), found(disagree)) + rounded(disagree);
      case Problem.BadWiring wiring -> wiring(wiring);
      case Problem.TooLarge large -> words.say("problem.too_large", large.limit());
    };
  }

  private String wiring(Problem.BadWiring wiring) {
    return switch (wiring.fault()) {
      case UNKNOWN_INPUT -> words.say("problem.unknown_input", wiring.detail());
      case LATER_INPUT -> words.say("problem.later_input", wiring.detail());
      case INPUT_COUNT -> words.say("problem.input_count");
      case DUPLICATE_ID -> words.say("problem.duplicate_id", wiring.detail());
    };
  }

  /** Where the cells went that are missing. */
  private String rounded(Problem.ShapesDisagree disagree) {
    StringBuilder sentences = new StringBuilder();
    for (Rounding rounding : disagree.roundings()) {
      String key = rounding.axis() == Axis.HEIGHT ? "problem.rows" : "problem.columns";
      String how = rounding.dropped() == 0 ? ".rounded" : ".dropped";
      sentences.append(words.say(key + how, rounding.layer(), rounding.from(), rounding.to(),
          rounding.stride(), rounding.dropped()));
    }
    return sentences.toString();
  }

  private String found(Problem.ShapesDisagree disagree) {
    List<String> found = new ArrayList<>();
    List<Shape> all = disagree.shapes();
    for (int i = 0; i < all.size(); i++) {
      found.add(words.say("problem.shape_of", disagree.inputs().get(i), shapes.wide(all.get(i))));
    }
    return words.list(found);
  }
}
