package fovea.web.learn;

import fovea.web.learn.LessonView.Way;
import fovea.web.workbench.FormulaView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about a network that nobody has seen before, ready to print.
 *
 * @param title what is asked for
 * @param prompt the question, in a sentence
 * @param hint how to write the answer
 * @param kinds the kinds of questions
 * @param levels of this kind
 * @param input the picture's shape
 * @param layers of the network
 * @param typed what was answered
 * @param verdict on it; null before it
 * @param address where the answer goes
 * @param next question
 * @param solved how many of this kind and level were answered right, in a sentence
 * @param workbench where the network opens
 */
public record QuestionView(
    String title, String prompt, String hint, List<Choice> kinds, List<Choice> levels, String input,
    List<LayerLine> layers, String typed, @Nullable Verdict verdict, String address, String next,
    String solved, String workbench) {

  public QuestionView {
    kinds = List.copyOf(kinds);
    levels = List.copyOf(levels);
    layers = List.copyOf(layers);
  }

  /** Whether some layer reads another than the one before it. */
  public boolean isBranching() {
    return layers.stream().anyMatch(layer -> !layer.reads().isEmpty());
  }

  /** Another page of questions. */
  public record Choice(Way way, boolean isHere) {}

  /**
   * One layer as PyTorch writes it.
   *
   * @param reads the ids that it reads, where that is not the one before
   */
  public record LayerLine(String id, String call, String reads, boolean isAsked) {}

  /**
   * What became of an answer.
   *
   * @param said in a sentence
   * @param parts of the answer, each with the formulas that lead to it
   */
  public record Verdict(boolean isRight, String said, List<PartLine> parts) {

    public Verdict {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One number of the answer.
   *
   * @param name what it is
   * @param answer the right one
   * @param mistakes what the given one may have come from, in sentences
   */
  public record PartLine(
      String name, String answer, boolean isRight, List<String> mistakes, List<StepLine> steps) {

    public PartLine {
      mistakes = List.copyOf(mistakes);
      steps = List.copyOf(steps);
    }
  }

  /** What a layer does to the number. */
  public record StepLine(String layer, FormulaView formula) {}
}
