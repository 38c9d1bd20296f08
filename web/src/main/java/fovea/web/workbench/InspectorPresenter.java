package fovea.web.workbench;

import fovea.engine.format.EditDocument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Oddity;
import fovea.engine.reading.OddityReading;
import fovea.engine.reading.Problem;
import fovea.engine.repair.Remedies;
import fovea.engine.repair.Repair;
import fovea.engine.repair.Repairs;
import fovea.engine.repair.Way;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.workbench.TotalsView.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the inspector of one layer, and the views of problems. */
final class InspectorPresenter {

  /** Problems that are shown at once: the repairs of each are tried on the network. */
  private static final int PROBLEMS = 5;

  private final OpenNetwork open;
  private final NetworkReading reading;
  private final Words words;

  InspectorPresenter(OpenNetwork open, Words words) {
    this.open = open;
    this.reading = open.reading();
    this.words = words;
  }

  InspectorView of(String layer, Typed typed) {
    return layer.equals(Node.INPUT) ? input(typed) : layer(layer, typed);
  }

  private InspectorView input(Typed typed) {
    List<FieldView> fields = new LayerFields(words, typed).ofInput(open.input(), open.seed());
    return new InspectorView(Node.INPUT, words.say("input.type"), words.say("input.explained"),
        open.address(), true, true, true, fields, null, problem(Node.INPUT), List.of(), List.of(),
        "",
        List.of(), statistics(Node.INPUT), List.of());
  }

  private InspectorView layer(String id, Typed typed) {
    Network network = reading.network();
    int index = network.indexOf(id);
    Node node = network.node(id);
    Optional<LayerReading> known = reading.layer(id);
    LayerFields form = new LayerFields(words, typed);
    LayerQuantities quantities = new LayerQuantities(words);
    LayerType type = LayerType.of(node.layer());
    return new InspectorView(id, type.name(), quantities.explained(type),
        open.address() + "/layers/" + id, false, index == 0,
        index == network.nodes().size() - 1,
        open.place().isLesson()
            ? form.ofLesson(open.input(), node, reading.problemAt(id), maps(network, index))
            : form.of(node, reading.problemAt(id), maps(network, index)),
        open.place().isLesson() ? null : form.inputs(network, index), problem(id), oddities(id),
        known.map(quantities::of).orElse(List.of()),
        known.isPresent() || reading.problemAt(id).isPresent()
            ? ""
            : words.say("inspector.unknown", blocker(index)),
        known.map(quantities::parametersOf).orElse(List.of()), statistics(id), run(id));
  }

  /** The maps that a layer reads, if they are known and are maps. */
  private Optional<Shape.Maps> maps(Network network, int index) {
    String input = network.inputsOf(index).getFirst();
    boolean isKnown = input.equals(Node.INPUT) || reading.layer(input).isPresent();
    return isKnown && reading.shapeOf(input) instanceof Shape.Maps maps
        ? Optional.of(maps)
        : Optional.empty();
  }

  /** The layer whose problem keeps this one's shape unknown. */
  private String blocker(int index) {
    Network network = reading.network();
    for (int i = index; i >= 0; i--) {
      String id = network.nodes().get(i).id();
      if (reading.problemAt(id).isPresent()) {
        return id;
      }
    }
    return Node.INPUT;
  }

  private @Nullable ProblemView problem(String id) {
    return reading.problemAt(id).map(this::view).orElse(null);
  }

  /** The first problems in order of computation; what comes behind them often goes with them. */
  List<ProblemView> problems() {
    return reading.problems().stream().limit(PROBLEMS).map(this::view).toList();
  }

  /** How many more there are, in a sentence; empty if none. */
  String moreProblems() {
    int more = reading.problems().size() - PROBLEMS;
    return more > 0 ? words.count("problem.more", more) : "";
  }

  private ProblemView view(Problem problem) {
    return new ProblemView(problem.layer(), open.address(problem.layer()),
        new ProblemWords(words).sentence(problem), FormulaView.of(problem.formula(), words),
        repairs(Repairs.of(reading, problem)));
  }

  private List<ProblemView> oddities(String id) {
    return OddityReading.of(reading).stream()
        .filter(oddity -> oddity.layer().equals(id))
        .map(oddity -> new ProblemView(id, open.address(id), sentence(oddity),
            FormulaView.of(oddity.formula(), words), repairs(Remedies.of(reading, oddity))))
        .toList();
  }

  private String sentence(Oddity oddity) {
    if (oddity.kind() == Oddity.Kind.DROPS_THE_EDGE) {
      return words.say("oddity.DROPS_THE_EDGE", edge(oddity.figures()));
    }
    Object[] figures = oddity.figures().stream().map(words.numbers()::whole).toArray();
    return words.say("oddity." + oddity.kind().name(), figures);
  }

  /** Such as "1 row, 2 columns", without what there is none of. */
  private String edge(List<Long> rowsAndColumns) {
    List<String> said = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      long dropped = rowsAndColumns.get(axis);
      if (dropped > 0) {
        said.add(words.count(axis == 0 ? "count.rows" : "count.columns", dropped));
      }
    }
    return words.list(said);
  }

  private List<ProblemView.RepairView> repairs(List<Repair> repairs) {
    return repairs.stream()
        .map(repair -> new ProblemView.RepairView(title(repair.words()),
            EditDocument.write(repair.edit())))
        .toList();
  }

  private String title(Way.Title title) {
    return words.say("repair." + title.way().name(), title.figures().toArray());
  }

  private List<Fact> statistics(String id) {
    Numbers numbers = words.numbers();
    return open.runOf(id).map(run -> List.of(
        new Fact(words.say("statistics.mean"), numbers.significant(run.mean()), ""),
        new Fact(words.say("statistics.std"), numbers.significant(run.std()), ""),
        new Fact(words.say("statistics.min"), numbers.significant(run.min()), ""),
        new Fact(words.say("statistics.max"), numbers.significant(run.max()), ""),
        new Fact(words.say("statistics.zeros"), numbers.percent(run.zeros()), "")))
        .orElse(List.of());
  }

  private List<Fact> run(String id) {
    return open.runOf(id).map(run -> List.of(
        new Fact(words.say("run.time"), words.numbers().time(run.nanos()), ""),
        new Fact(words.say("run.kernel"), run.kernel(), "")))
        .orElse(List.of());
  }
}
