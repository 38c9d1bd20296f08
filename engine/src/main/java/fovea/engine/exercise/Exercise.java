package fovea.engine.exercise;

import fovea.engine.exercise.Asked.Step;
import fovea.engine.network.Axis;
import fovea.engine.network.Network;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Formula;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A network, one of its layers, and what is asked about it, with the answers. Immutable.
 *
 * @param kind what is asked for
 * @param network a legal one
 * @param layer the id of the layer that is asked about; empty for the network as a whole
 * @param asked the numbers, in the order in which they are to be given
 */
public record Exercise(Question.Kind kind, Network network, String layer, List<Asked> asked) {

  /** So many networks are looked at for one whose usual mistakes can be told apart. */
  private static final int LOOKED_AT = 3;

  public Exercise {
    asked = List.copyOf(asked);
  }

  /** The exercise at that address: always the same, and made in about a millisecond. */
  public static Exercise of(Question question) {
    Draw draw = new Draw(question.seed());
    Exercise clearest = drawn(question, draw);
    for (int i = 1; i < LOOKED_AT && clearest.ambiguous() > 0; i++) {
      Exercise other = drawn(question, draw);
      clearest = other.ambiguous() < clearest.ambiguous() ? other : clearest;
    }
    return clearest;
  }

  private static Exercise drawn(Question question, Draw draw) {
    Network network = draw(question, draw);
    return about(question.kind(), network, network.nodes().getLast().id());
  }

  private static Network draw(Question question, Draw draw) {
    return switch (question.kind()) {
      case SHAPE -> ShapeDraw.of(question.level(), question.name(), draw);
      case PARAMETERS -> ParameterDraw.of(question.level(), question.name(), draw);
      case FIELD -> FieldDraw.of(question.level(), question.name(), draw);
    };
  }

  private long ambiguous() {
    return asked.stream().mapToLong(Asked::ambiguous).sum();
  }

  /**
   * That question about any layer of any network. A field is of what slides over the picture, as in
   * the readings, also where a Linear sees all.
   *
   * @throws IllegalArgumentException if the layer is not there or has no shape
   */
  public static Exercise about(Question.Kind kind, Network network, String layer) {
    NetworkReading reading = NetworkReading.of(network);
    LayerReading last = reading.layer(layer).orElseThrow(() -> new IllegalArgumentException(
        "nothing can be asked about \"" + layer + "\": it is no legal layer of the network"));
    List<LayerReading> path = Walk.to(reading, last);
    return new Exercise(kind, network, layer, switch (kind) {
      case SHAPE -> shape(path, network.input());
      case PARAMETERS -> List.of(new Asked(Part.PARAMETERS,
          BigInteger.valueOf(last.cost().parameterCount().value()),
          List.of(new Step(layer, last.cost().parameterCount().formula())),
          ParameterMistakes.of(path, network.input())));
      case FIELD -> field(path);
    });
  }

  /** How many numbers a legal network learns, all layers together. */
  public static Exercise total(Network network) {
    NetworkReading reading = NetworkReading.of(network);
    List<LayerReading> learning = reading.layers().stream()
        .filter(layer -> layer.cost().parameterCount().value() > 0).toList();
    return new Exercise(Question.Kind.PARAMETERS, network, "", List.of(
        new Asked(Part.TOTAL_PARAMETERS, BigInteger.valueOf(reading.totals().parameters()),
            steps(learning, layer -> layer.cost().parameterCount().formula()),
            TotalMistakes.of(reading, learning))));
  }

  private static List<Asked> shape(List<LayerReading> path, Maps picture) {
    LayerReading last = path.getLast();
    return switch (last.output()) {
      case Maps out -> {
        List<Asked> asked = new ArrayList<>(List.of(
            new Asked(Part.CHANNELS, BigInteger.valueOf(out.channels()), shapeSteps(path, 0),
                ChannelMistakes.of(path, picture))));
        for (Axis axis : Axis.values()) {
          asked.add(new Asked(Part.size(axis), BigInteger.valueOf(out.along(axis)),
              shapeSteps(path, axis == Axis.HEIGHT ? 1 : 2),
              SizeMistakes.along(axis, path, picture)));
        }
        yield asked;
      }
      case Features(long count) -> List.of(new Asked(Part.FEATURES, BigInteger.valueOf(count),
          List.of(new Step(last.id(), last.shapeFormulas().getFirst())), List.of()));
    };
  }

  private static List<Step> shapeSteps(List<LayerReading> path, int dimension) {
    return steps(path.stream().filter(layer -> layer.output() instanceof Maps).toList(),
        layer -> layer.shapeFormulas().get(dimension));
  }

  private static List<Asked> field(List<LayerReading> path) {
    ReceptiveField field = path.getLast().field();
    return field.vertical().size().equals(field.horizontal().size())
        ? List.of(field(Part.FIELD, Axis.HEIGHT, path,
            // Whoever looks along the other axis may miss the same number in another way.
            Stream.of(Axis.values()).flatMap(axis -> FieldMistakes.along(axis, path).stream())
                .distinct().toList()))
        : List.of(
            field(Part.FIELD_HEIGHT, Axis.HEIGHT, path, FieldMistakes.along(Axis.HEIGHT, path)),
            field(Part.FIELD_WIDTH, Axis.WIDTH, path, FieldMistakes.along(Axis.WIDTH, path)));
  }

  private static Asked field(Part part, Axis axis, List<LayerReading> path, List<Miss> misses) {
    return new Asked(part, path.getLast().field().along(axis).size(),
        steps(path, layer -> layer.fieldFormula(axis)), misses);
  }

  private static List<Step> steps(
      List<LayerReading> path, Function<LayerReading, Formula> formula) {
    return path.stream().map(layer -> new Step(layer.id(), formula.apply(layer))).toList();
  }

  /**
   * What to make of an answer, number by number.
   *
   * @param given as many numbers as are asked for, in their order
   */
  public List<Mark> mark(List<BigDecimal> given) {
    if (given.size() != asked.size()) {
      throw new IllegalArgumentException(
          "expected " + asked.size() + " numbers but found " + given.size());
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      marks.add(asked.get(i).mark(given.get(i)));
    }
    return List.copyOf(marks);
  }
}
