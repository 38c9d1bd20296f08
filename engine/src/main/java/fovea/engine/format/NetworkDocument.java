package fovea.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network as JSON: {@code {"name", "input": [C, H, W], "layers": [{"id", "type", …}]}} with
 * PyTorch's types, arguments and defaults. A network that does not compute is a fine document; what
 * no network can be (unknown types and arguments, missing numbers) is malformed.
 */
public final class NetworkDocument {

  /** Most layers in a document. */
  public static final int MAX_LAYERS = 2_000;

  /** Most inputs of one layer. */
  public static final int MAX_INPUTS = 64;

  /** Most characters in a network's name. */
  public static final int MAX_NAME = 200;

  private static final Set<String> FIELDS = Set.of("name", "input", "layers");

  private NetworkDocument() {}

  /**
   * Reads a document.
   *
   * @throws MalformedDocument naming the place and what belongs there
   * @throws DocumentTooLarge naming the limit
   */
  public static Network parse(String json) {
    return network(Json.parse(json));
  }

  /** Reads a document that is part of a larger one. */
  public static Network network(JsonNode document) {
    Json.requireObject(document, "the document", FIELDS);
    JsonNode layers = document.path("layers");
    if (!layers.isArray()) {
      throw new MalformedDocument("\"layers\" must be a list of layers" + Json.found(layers));
    }
    if (layers.size() > MAX_LAYERS) {
      throw new DocumentTooLarge(
          "MAX_LAYERS", "a network has at most " + MAX_LAYERS + " layers, found " + layers.size());
    }
    List<Node> nodes = new ArrayList<>(layers.size());
    for (int i = 0; i < layers.size(); i++) {
      nodes.add(node(layers.get(i), "layers[" + i + "]"));
    }
    return new Network(name(document.path("name")), input(document.path("input")), nodes);
  }

  static String name(JsonNode name) {
    if (name.isMissingNode()) {
      return "network";
    }
    if (!name.isTextual()) {
      throw new MalformedDocument("\"name\" must be text" + Json.found(name));
    }
    if (name.textValue().length() > MAX_NAME) {
      throw new DocumentTooLarge("MAX_NAME", "a name has at most " + MAX_NAME + " characters");
    }
    return name.textValue();
  }

  /** A picture's shape, {@code [C, H, W]}. */
  static Shape.Maps input(JsonNode input) {
    boolean three = input.isArray() && input.size() == 3;
    if (!three || !isInt(input.get(0)) || !isInt(input.get(1)) || !isInt(input.get(2))) {
      throw new MalformedDocument(
          "\"input\" must be [C, H, W], three whole numbers up to 2147483647" + Json.found(input));
    }
    return new Shape.Maps(
        input.get(0).intValue(), input.get(1).intValue(), input.get(2).intValue());
  }

  private static boolean isInt(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt();
  }

  /** One layer; the place is for the messages. */
  static Node node(JsonNode layer, String place) {
    Json.requireObject(layer, place, null);
    if (!layer.path("id").isTextual()) {
      throw new MalformedDocument(place + " needs an \"id\"" + Json.found(layer.path("id")));
    }
    String id = layer.path("id").textValue();
    String where = place + " \"" + (id.length() > 80 ? id.substring(0, 80) + "…" : id) + "\"";
    try {
      return new Node(id, inputs(layer.path("inputs"), where), layer(layer, where));
    } catch (IllegalArgumentException e) {
      throw new MalformedDocument(where + ": " + e.getMessage());
    }
  }

  private static List<String> inputs(JsonNode inputs, String where) {
    if (inputs.isMissingNode()) {
      return List.of();
    }
    if (!inputs.isArray()) {
      throw new MalformedDocument(where + ": inputs must be a list of ids" + Json.found(inputs));
    }
    if (inputs.size() > MAX_INPUTS) {
      throw new DocumentTooLarge("MAX_INPUTS", where + " may have at most " + MAX_INPUTS
          + " inputs, found " + inputs.size());
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode input : inputs) {
      if (!input.isTextual()) {
        throw new MalformedDocument(where + ": inputs must be a list of ids" + Json.found(input));
      }
      ids.add(input.textValue());
    }
    return ids;
  }

  private static Layer layer(JsonNode layer, String where) {
    if (!layer.path("type").isTextual()) {
      throw new MalformedDocument(where + " needs a \"type\"" + Json.found(layer.path("type")));
    }
    String name = layer.path("type").textValue();
    LayerType type = LayerType.named(name).orElseThrow(() -> new MalformedDocument(
        where + ": unknown type \"" + name + "\"; the types are "
            + String.join(", ", LayerType.all().stream().map(LayerType::name).toList())));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : layer.properties()) {
      if (!Set.of("id", "type", "inputs").contains(field.getKey())) {
        values.put(field.getKey(), Json.plain(field.getValue(), where));
      }
    }
    return type.create(values);
  }

  /** Writes a document that reads back as the same network. */
  public static String write(Network network) {
    return Json.write(json(network));
  }

  /** The document, to be part of a larger one. */
  public static ObjectNode json(Network network) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("name", network.name());
    document.set("input", json(network.input()));
    ArrayNode layers = document.putArray("layers");
    network.nodes().forEach(node -> layers.add(json(node)));
    return document;
  }

  static ArrayNode json(Shape.Maps input) {
    return JsonNodeFactory.instance.arrayNode()
        .add(input.channels()).add(input.height()).add(input.width());
  }

  static ObjectNode json(Node node) {
    ObjectNode layer = JsonNodeFactory.instance.objectNode();
    layer.put("id", node.id());
    layer.put("type", LayerType.of(node.layer()).name());
    LayerType.plainValues(node.layer()).forEach((name, value) -> layer.set(name, Json.of(value)));
    if (!node.inputs().isEmpty()) {
      ArrayNode inputs = layer.putArray("inputs");
      node.inputs().forEach(inputs::add);
    }
    return layer;
  }
}
