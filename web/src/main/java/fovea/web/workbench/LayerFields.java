package fovea.web.workbench;

import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.reading.Problem;
import fovea.web.Words;
import fovea.web.workbench.FieldView.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the form of a layer from the schema of its type. */
final class LayerFields {

  /** The words of the glossary for what arguments say. */
  private static final Map<String, String> TERMS = Map.of("kernel_size", "kernel", "stride",
      "stride", "padding", "padding", "padding_mode", "padding", "dilation", "dilation",
      "out_channels", "map", "bias", "bias", "out_features", "unit");

  private final Words words;
  private final Typed typed;

  LayerFields(Words words, Typed typed) {
    this.words = words;
    this.typed = typed;
  }

  /**
   * A layer's id and arguments; a problem that blames an argument stands at its field.
   *
   * @param input the maps that it reads; empty where they are not known
   */
  List<FieldView> of(Node node, Optional<Problem> problem, Optional<Shape.Maps> input) {
    ArgumentDrawing drawing = new ArgumentDrawing(node.layer(), input);
    LayerType type = LayerType.of(node.layer());
    List<FieldView> fields = new ArrayList<>();
    fields.add(typed
        .in(FieldView.text("id", words.say("field.id"), node.id(), words.say("field.id.hint"))));
    for (LayerArgument argument : type.arguments()) {
      FieldView field = field(argument, argument.of(node.layer()))
          .explained(help(type, argument.name(), drawing));
      if (problem.orElse(null) instanceof Problem.IllegalArgument illegal
          && illegal.argument().equals(argument.name())) {
        field = field.wrong(words.say("field.must_be",
            FormulaWords.in(words).of(illegal.requirement())));
      }
      fields.add(typed.in(field));
    }
    return fields;
  }

  /** A layer's arguments below the shape of the picture: what a reader of the course may change. */
  List<FieldView> ofLesson(
      Shape.Maps input, Node node, Optional<Problem> problem, Optional<Shape.Maps> read) {
    List<FieldView> fields = new ArrayList<>(of(node, problem, read));
    fields.set(0, ofInput(input, 0).getFirst());
    return fields;
  }

  private HelpView help(LayerType type, String argument, ArgumentDrawing drawing) {
    String sentence = words.find("help." + type.name() + "." + argument)
        .orElseGet(() -> words.say("help." + argument));
    return new HelpView(
        words.say("help", argument), sentence, drawing.of(argument).orElse(null),
        TERMS.getOrDefault(argument, ""));
  }

  private FieldView field(LayerArgument argument, Object value) {
    String name = argument.name();
    String min = Double.isInfinite(argument.min()) ? "" : words.numbers().plain(argument.min());
    return switch (argument.kind()) {
      case INTEGER ->
        FieldView.numbers(name, name, written(value), min, words.say("field.integer"));
      case PAIR -> FieldView.numbers(name, name, written(value), min, words.say("field.pair"));
      case SIDES -> FieldView.text(name, name, written(value), words.say("field.sides"));
      case PADDING ->
        FieldView.numbers(name, name, written(value), min, words.say("field.padding"));
      case NUMBER -> FieldView.numbers(name, name, written(value), min, words.say("field.number"));
      case BOOLEAN ->
        new FieldView(name, name, FieldView.Kind.SWITCH, value.toString(), "", List.of(), "", "",
            null);
      case CHOICE ->
        new FieldView(name, name, FieldView.Kind.CHOICE, written(value), "",
            argument.choices().stream()
                .map(choice -> new Choice(choice, choice, choice.equals(written(value))))
                .toList(),
            "", "", null);
    };
  }

  /** A value as people type it: 3, or 3, 5, or None, 7. */
  private static String written(Object value) {
    return switch (value) {
      case Pair(int height, int width) -> height == width ? "" + height : height + ", " + width;
      case OutputSize size -> size.toString().replace("×", ", ");
      case Padding.Explicit(Pair cells) -> written(cells);
      case Double number -> Double.toString(number);
      default -> LayerArgument.plain(value).toString();
    };
  }

  /** The picture's shape and the seed of the weights. */
  List<FieldView> ofInput(Shape.Maps input, long seed) {
    return List.of(
        typed.in(FieldView.numbers("shape", words.say("field.shape"),
            input.channels() + ", " + input.height() + ", " + input.width(), "1",
            words.say("field.shape.hint"))),
        typed.in(FieldView.numbers("seed", words.say("field.seed"), "" + seed, "0",
            words.say("field.seed.hint"))));
  }

  /** What the layer reads; null for the first layer, which can only read the picture. */
  @Nullable
  InputChoice inputs(Network network, int index) {
    Node node = network.nodes().get(index);
    boolean merges = LayerType.of(node.layer()).isMerge();
    if (index == 0 && !merges) {
      return null;
    }
    List<String> inputs = network.inputsOf(index);
    List<Choice> choices = new ArrayList<>();
    choices.add(merges
        ? new Choice("", words.say("inputs.add"), true)
        : new Choice("", words.say("inputs.before", network.before(index)),
            node.inputs().isEmpty()));
    for (int i = index - 1; i >= -1; i--) {
      String id = i < 0 ? Node.INPUT : network.nodes().get(i).id();
      choices.add(new Choice(id, id, !merges && node.inputs().contains(id)));
    }
    boolean isGone = !merges && !node.inputs().isEmpty()
        && choices.stream().noneMatch(Choice::isChosen);
    if (isGone) {
      choices.add(new Choice(inputs.getFirst(), words.say("inputs.gone", inputs.getFirst()), true));
    }
    return new InputChoice(merges, merges ? inputs : List.of(), choices);
  }
}
