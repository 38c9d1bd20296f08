package fovea.web.workbench;

import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Oddity;
import fovea.engine.reading.OddityReading;
import fovea.engine.reading.Problem;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the list of layers. */
final class NetworkRows {

  private final OpenNetwork open;
  private final NetworkReading reading;
  private final Words words;
  private final ShapeWords shapes;
  private final LayerNote notes;
  private final Map<String, Problem> problems = new HashMap<>();
  private final Set<String> odd;

  NetworkRows(OpenNetwork open, Words words) {
    this.open = open;
    this.reading = open.reading();
    this.words = words;
    this.shapes = new ShapeWords(words);
    this.notes = new LayerNote(words);
    this.odd = OddityReading.of(reading).stream().map(Oddity::layer)
        .collect(Collectors.toSet());
    reading.problems().forEach(problem -> problems.putIfAbsent(problem.layer(), problem));
  }

  /** The list, the picture first. */
  List<LayerRow> rows() {
    List<LayerRow> rows = new ArrayList<>();
    Shape.Maps input = open.input();
    rows.add(new LayerRow(Node.INPUT, open.address(Node.INPUT), Kind.INPUT.word(),
        state(Node.INPUT, true), PictureWords.name(open.picture(), words), shapes.narrow(input), "",
        ""));
    for (Node node : reading.network().nodes()) {
      rows.add(row(node));
    }
    return rows;
  }

  private LayerRow row(Node node) {
    LayerReading layer = known(node);
    Problem problem = problems.get(node.id());
    String note = problem == null
        ? notes.of(node.layer(), layer == null ? null : layer.inputShape())
        : new ProblemWords(words).sentence(problem);
    double share = layer == null || reading.totals().parameters() == 0
        ? 0
        : (double) layer.cost().parameterCount().value() / reading.totals().parameters();
    return new LayerRow(node.id(), open.address(node.id()), Kind.of(node.layer()).word(),
        state(node.id(), layer != null), note, layer == null ? "?" : shapes.narrow(layer.output()),
        share == 0 ? "" : "" + Math.max(1, Math.round(share * 100)),
        share == 0 ? "" : words.say("layers.share", words.numbers().percent(share)));
  }

  private @Nullable LayerReading known(Node node) {
    return reading.layer(node.id()).filter(layer -> layer.node().equals(node)).orElse(null);
  }

  private String state(String id, boolean known) {
    return problems.containsKey(id)
        ? "problem"
        : !known ? "unknown" : odd.contains(id) ? "odd" : "";
  }
}
