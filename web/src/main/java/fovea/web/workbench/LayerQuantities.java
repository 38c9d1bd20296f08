package fovea.web.workbench;

import fovea.engine.network.Axis;
import fovea.engine.network.LayerType;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.Expression;
import fovea.engine.reading.Formula;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the numbers of a layer, each with the formulas that it opens as. */
final class LayerQuantities {

  private final Words words;
  private final Numbers numbers;
  private final FieldWords fields;

  LayerQuantities(Words words) {
    this.words = words;
    this.numbers = words.numbers();
    this.fields = new FieldWords(words);
  }

  List<QuantityView> of(LayerReading layer) {
    return List.of(shape(layer), parameters(layer), macs(layer), memory(layer), field(layer));
  }

  private QuantityView shape(LayerReading layer) {
    List<Formula> formulas = layer.shapeFormulas();
    // Of three dimensions the height says most: channels are just given.
    Formula telling = formulas.size() == 3 ? formulas.get(1) : formulas.getFirst();
    return new QuantityView("q-shape", words.say("quantity.shape"),
        new ShapeWords(words).wide(layer.output()), telling(telling),
        views(formulas), words.say("quantity.shape.explained"), List.of());
  }

  private QuantityView parameters(LayerReading layer) {
    Formula formula = layer.cost().parameterCount().formula();
    return new QuantityView("q-parameters", words.say("quantity.parameters"),
        numbers.whole(layer.cost().parameterCount().value()), telling(formula),
        views(List.of(formula)), words.say("quantity.parameters.explained"), List.of());
  }

  private QuantityView macs(LayerReading layer) {
    CostReading cost = layer.cost();
    return new QuantityView("q-macs", words.say("quantity.macs"),
        numbers.whole(cost.macs().value()), telling(cost.macs().formula()),
        views(List.of(cost.macs().formula(), cost.torchinfoMacs().formula())),
        words.say("quantity.macs.explained"),
        List.of(words.say("quantity.macs.torchinfo", numbers.whole(cost.torchinfoMacs().value()))));
  }

  private QuantityView memory(LayerReading layer) {
    long bytes = layer.cost().activationBytes().value();
    Formula formula = layer.cost().activationBytes().formula();
    return new QuantityView("q-memory", words.say("quantity.memory"), numbers.bytes(bytes),
        telling(formula), views(List.of(formula)), words.say("quantity.memory.explained"),
        List.of());
  }

  private QuantityView field(LayerReading layer) {
    ReceptiveField field = layer.field();
    List<Formula> formulas = new ArrayList<>();
    boolean square = field.vertical().equals(field.horizontal())
        && layer.fieldBefore().vertical().equals(layer.fieldBefore().horizontal());
    for (Axis axis : square ? new Axis[]{Axis.HEIGHT} : Axis.values()) {
      formulas.add(layer.fieldFormula(axis));
      formulas.add(layer.jumpFormula(axis));
    }
    List<String> notes = new ArrayList<>();
    notes.add(fields.places(field));
    if (field.seesAll()) {
      notes.add(words.say("quantity.field.all"));
    }
    if (field.pathsDisagree()) {
      notes.add(words.say("quantity.field.paths"));
    }
    return new QuantityView("q-field", words.say("quantity.field"), fieldSize(field),
        telling(layer.fieldFormula(Axis.HEIGHT)), views(formulas),
        words.say("quantity.field.explained"), notes);
  }

  private String fieldSize(ReceptiveField field) {
    return field.seesAll()
        ? fields.size(field)
        : words.say("quantity.field.size", fields.size(field.vertical()),
            fields.size(field.horizontal()), fields.jump(field));
  }

  /** A formula that says more than its result. */
  private @Nullable FormulaView telling(Formula formula) {
    return formula.expression() instanceof Expression.Value ? null : view(formula);
  }

  /** Without those that only say that a number is itself, such as 0 = 0. */
  private List<FormulaView> views(List<Formula> formulas) {
    return formulas.stream()
        .filter(formula -> !(formula
            .expression() instanceof Expression.Value(var symbol, var number, var _)
            && symbol.equals(number.toString())))
        .map(this::view)
        .toList();
  }

  private FormulaView view(Formula formula) {
    return FormulaView.of(formula, words);
  }

  /** The tensors that a layer owns, under PyTorch's names. */
  List<TotalsView.Fact> parametersOf(LayerReading layer) {
    return layer.cost().parameters().stream()
        .map(parameter -> new TotalsView.Fact(parameter.name(), parameter.shape().toString(),
            words.say("parameter." + parameter.kind().name())))
        .toList();
  }

  /** What layers of that type do, in a sentence. */
  String explained(LayerType type) {
    return words.say("type." + type.name());
  }
}
