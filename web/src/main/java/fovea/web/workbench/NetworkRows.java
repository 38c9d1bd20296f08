package fovea.web.workbench;

import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the two views that have an entry for each layer: the list and the picture of the network. */
final class NetworkRows {

  private final OpenNetwork open;
  private final NetworkReading reading;
  private final Words words;
  private final ShapeWords shapes;
  private final LayerNote notes;
  private final Map<String, Problem> problems = new HashMap<>();

  NetworkRows(OpenNetwork open, Words words) {
    this.open = open;
    this.reading = open.reading();
    this.words = words;
    this.shapes = new ShapeWords(words);
    this.notes = new LayerNote(words);
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

  /** The columns of the overview, the picture first. */
  List<OverviewColumn> columns() {
    List<OverviewColumn> columns = new ArrayList<>();
    columns.add(input());
    Network network = reading.network();
    for (int i = 0; i < network.nodes().size(); i++) {
      columns.add(column(network.nodes().get(i), network.inputsOf(i)));
    }
    return columns;
  }

  private OverviewColumn input() {
    Shape.Maps input = open.input();
    return new OverviewColumn(Node.INPUT, open.address(Node.INPUT), Kind.INPUT.word(),
        state(Node.INPUT, true), "", ShapeWords.data(input),
        words.say("overview.input", PictureWords.name(open.picture(), words), shapes.said(input)),
        shapes.narrowest(input), sheet(Node.INPUT), open.pictureAddress());
  }

  private OverviewColumn column(Node node, List<String> inputs) {
    LayerReading layer = known(node);
    String type = LayerType.of(node.layer()).name();
    return new OverviewColumn(node.id(), open.address(node.id()), Kind.of(node.layer()).word(),
        state(node.id(), layer != null), String.join(" ", inputs),
        layer == null ? "" : ShapeWords.data(layer.output()),
        layer == null
            ? words.say("overview.unknown", node.id(), type)
            : words.say("overview.layer", node.id(), type, shapes.said(layer.output())),
        layer == null ? "?" : shapes.narrowest(layer.output()), sheet(node.id()), "");
  }

  private String sheet(String id) {
    return open.runOf(id).map(run -> open.activation(id, run) + "/sheet?maps=8").orElse("");
  }

  private @Nullable LayerReading known(Node node) {
    return reading.layer(node.id()).filter(layer -> layer.node().equals(node)).orElse(null);
  }

  private String state(String id, boolean known) {
    return problems.containsKey(id) ? "problem" : known ? "" : "unknown";
  }
}
