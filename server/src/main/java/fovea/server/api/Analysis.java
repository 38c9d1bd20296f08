package fovea.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import fovea.engine.format.EditDocument;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerType;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.NetworkReading.Totals;
import fovea.engine.reading.Problem;
import fovea.engine.reading.ReceptiveField;
import fovea.engine.repair.Repair;
import fovea.engine.repair.Repairs;
import fovea.server.http.ProblemDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** A network's reading as JSON. */
final class Analysis {

  /**
   * Repairs are tried on the network, and each comes with the network that it makes: a document that
   * is wrong everywhere gets them for its first problems, a long one for fewer.
   */
  private static final int PROBLEMS_WITH_REPAIRS = 20;

  private static final int MOST_LAYERS = 2_000;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Analysis() {}

  /** {@code layers}, {@code totals} and {@code problems}. */
  static ObjectNode of(NetworkReading reading) {
    return add(JSON.objectNode(), reading);
  }

  /** The same as a problem document, for a network that is illegal. */
  static ObjectNode refusal(NetworkReading reading) {
    List<Problem> problems = reading.problems();
    String others = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    ProblemDocument head = ProblemDocument.of(422, problems.getFirst().message() + others, "");
    ObjectNode json = JSON.objectNode();
    json.put("type", head.type());
    json.put("title", "This network cannot be computed");
    json.put("status", head.status());
    json.put("detail", head.detail());
    return add(json, reading);
  }

  private static ObjectNode add(ObjectNode json, NetworkReading reading) {
    ArrayNode layers = json.putArray("layers");
    reading.layers().forEach(layer -> layers.add(layer(layer)));
    Totals totals = reading.totals();
    json.putObject("totals")
        .put("parameters", totals.parameters())
        .put("macs", totals.macs())
        .put("torchinfo_mult_adds", totals.torchinfoMacs())
        .put("activation_bytes", totals.activationBytes());
    ArrayNode problems = json.putArray("problems");
    int repaired = Math.clamp(MOST_LAYERS / Math.max(1, reading.network().nodes().size()), 1,
        PROBLEMS_WITH_REPAIRS);
    for (Problem problem : reading.problems()) {
      problems.add(problem(reading, problem, problems.size() < repaired));
    }
    return json;
  }

  private static ObjectNode layer(LayerReading layer) {
    Layer kind = layer.node().layer();
    ObjectNode json = JSON.objectNode();
    json.put("id", layer.id());
    json.put("type", LayerType.of(kind).name());
    ArrayNode inputs = json.putArray("inputs");
    layer.inputs().forEach(inputs::add);
    ArrayNode shape = json.putArray("output_shape");
    layer.output().dimensions().forEach(shape::add);
    json.put("parameters", layer.cost().parameterCount().value());
    json.put("macs", layer.cost().macs().value());
    json.put("activation_bytes", layer.cost().activationBytes().value());
    json.set("receptive_field", field(layer.field()));
    return json.put("paths_disagree", layer.field().pathsDisagree());
  }

  private static ObjectNode field(ReceptiveField field) {
    ObjectNode json = JSON.objectNode();
    if (field.seesAll()) {
      json.put("size", "image");
    } else {
      pair(json.putArray("size"), field, extent -> JSON.numberNode(extent.size()));
    }
    pair(json.putArray("stride"), field, extent -> extent.jump().isWhole()
        ? JSON.numberNode(extent.jump().dividend())
        : JSON.numberNode(extent.jump().toDouble()));
    pair(json.putArray("padding"), field, extent -> JSON.numberNode(extent.padding()));
    return json;
  }

  private static void pair(
      ArrayNode pair, ReceptiveField field, Function<Extent, ValueNode> figure) {
    for (Extent extent : List.of(field.vertical(), field.horizontal())) {
      ValueNode number = figure.apply(extent);
      pair.add(number.isBigInteger() && number.bigIntegerValue().abs().compareTo(LARGEST) > 0
          ? JSON.textNode("more than " + LARGEST)
          : number);
    }
  }

  private static ObjectNode problem(
      NetworkReading reading, Problem problem, boolean withRepairs) {
    ObjectNode json = JSON.objectNode();
    json.put("layer", problem.layer());
    json.put("message", problem.message());
    json.put("formula", problem.formula().text());
    ArrayNode repairs = json.putArray("repairs");
    if (withRepairs) {
      for (Repair repair : Repairs.of(reading, problem)) {
        ObjectNode offer = repairs.addObject();
        offer.put("title", repair.title());
        offer.set("edit", EditDocument.json(repair.edit()));
        offer.set(
            "network", NetworkDocument.json(repair.edit().applyTo(reading.network())));
      }
    }
    return json;
  }
}
