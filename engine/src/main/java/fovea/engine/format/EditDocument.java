package fovea.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.network.Edit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An edit as JSON: an object with the edit's name and what it takes, such as {@code {"replace":
 * "conv1", "layer": {…}}}; a sequence is {@code {"sequence": […]}}.
 */
public final class EditDocument {

  private static final int MAX_EDITS = 1_000;

  /** What an edit can be: the field that tells, and what goes with it, if anything does. */
  private enum Kind {
    INSERT("insert", "after"), REPLACE("replace", "layer"), REMOVE("remove", "remove"), MOVE("move",
        "after"), RESIZE("input",
            "input"), RENAME("name", "name"), SEQUENCE("sequence", "sequence");

    private final String first;
    private final String last;

    Kind(String first, String last) {
      this.first = first;
      this.last = last;
    }
  }

  private EditDocument() {}

  /**
   * Reads an edit.
   *
   * @throws MalformedDocument naming what belongs there
   * @throws DocumentTooLarge naming the limit
   */
  public static Edit parse(String json) {
    return edit(Json.parse(json));
  }

  private static Edit edit(JsonNode json) {
    Json.requireObject(json, "the edit", null);
    for (Kind kind : Kind.values()) {
      if (json.has(kind.first)) {
        Json.requireObject(json, "the edit", Set.copyOf(List.of(kind.first, kind.last)));
        return switch (kind) {
          case INSERT -> new Edit.Insert(
              text(json, "after"), NetworkDocument.node(json.path("insert"), "insert"));
          case REPLACE -> new Edit.Replace(
              text(json, "replace"), NetworkDocument.node(json.path("layer"), "layer"));
          case REMOVE -> new Edit.Remove(text(json, "remove"));
          case MOVE -> new Edit.Move(text(json, "move"), text(json, "after"));
          case RESIZE -> new Edit.Resize(NetworkDocument.input(json.path("input")));
          case RENAME -> new Edit.Rename(NetworkDocument.name(json.path("name")));
          case SEQUENCE -> sequence(json.path("sequence"));
        };
      }
    }
    throw new MalformedDocument("the edit must have one of the fields "
        + Arrays.stream(Kind.values()).map(kind -> kind.first)
            .collect(Collectors.joining(", "))
        + Json.found(json));
  }

  private static Edit sequence(JsonNode list) {
    if (!list.isArray() || list.size() > MAX_EDITS) {
      throw new MalformedDocument("\"sequence\" must be a list of at most " + MAX_EDITS
          + " edits" + Json.found(list));
    }
    List<Edit> edits = new ArrayList<>();
    list.forEach(element -> edits.add(edit(element)));
    return new Edit.Sequence(edits);
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new MalformedDocument(
          "\"" + field + "\" must be text" + Json.found(json.path(field)));
    }
    return json.path(field).textValue();
  }

  /** Writes an edit that reads back as the same. */
  public static String write(Edit edit) {
    return Json.write(json(edit));
  }

  /** The edit, to be part of a larger document. */
  public static ObjectNode json(Edit edit) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (edit) {
      case Edit.Insert(var after, var node) -> {
        json.set("insert", NetworkDocument.json(node));
        json.put("after", after);
      }
      case Edit.Replace(var id, var node) -> {
        json.put("replace", id);
        json.set("layer", NetworkDocument.json(node));
      }
      case Edit.Remove(var id) -> json.put("remove", id);
      case Edit.Move(var id, var after) -> json.put("move", id).put("after", after);
      case Edit.Resize(var input) -> json.set("input", NetworkDocument.json(input));
      case Edit.Rename(var name) -> json.put("name", name);
      case Edit.Sequence(var edits) -> {
        ArrayNode list = json.putArray("sequence");
        edits.forEach(part -> list.add(json(part)));
      }
    }
    return json;
  }
}
