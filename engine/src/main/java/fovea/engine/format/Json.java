package fovea.engine.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as strict as our formats: bounded, no duplicate keys, nothing behind the end. */
final class Json {

  private static final int MAX_CHARACTERS = 4_000_000;
  private static final int MAX_DEPTH = 32;

  /** Where the parser begins to say the place of what it complains about. */
  private static final List<String> PLACES = List.of("(start marker", "(for ");

  private static final ObjectMapper MAPPER = JsonMapper.builder(
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_CHARACTERS)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(40)
                  .maxStringLength(10_000)
                  .maxNameLength(200)
                  .build())
          .build())
      .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  static JsonNode parse(String json) {
    if (json.length() > MAX_CHARACTERS) {
      throw new DocumentTooLarge(
          "MAX_CHARACTERS", "a document has at most " + MAX_CHARACTERS + " characters");
    }
    try {
      return MAPPER.readTree(json);
    } catch (StreamConstraintsException e) {
      throw new MalformedDocument("the document passes a limit of JSON: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null
          ? ""
          : " in line " + e.getLocation().getLineNr() + ", column "
              + e.getLocation().getColumnNr();
      throw new MalformedDocument(
          "the document is not JSON" + place + ": " + sentence(e));
    }
  }

  /** What the parser says without where it says it, which stands in front already. */
  private static String sentence(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    for (String place : PLACES) {
      int at = message.indexOf(place);
      message = at < 0 ? message : message.substring(0, at).stripTrailing();
    }
    return message;
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document could not be written", e);
    }
  }

  /** Refuses what is not an object, and, if fields are given, any other field. */
  static void requireObject(JsonNode node, String place, @Nullable Set<String> fields) {
    if (!node.isObject()) {
      throw new MalformedDocument(place + " must be an object" + found(node));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (fields != null && !fields.contains(field.getKey())) {
        throw new MalformedDocument(
            place + " has an unknown field \"" + field.getKey() + "\"; it takes "
                + String.join(", ", fields.stream().sorted().toList()));
      }
    }
  }

  static String found(JsonNode node) {
    String text = node.toString();
    return node.isMissingNode()
        ? ", found nothing"
        : ", found " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  /** A JSON value as a Number, Boolean, String, null or a List of them. */
  static @Nullable Object plain(JsonNode node, String where) {
    if (node.isNull()) {
      return null;
    } else if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? (Object) node.longValue()
          : node.doubleValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isTextual()) {
      return node.textValue();
    } else if (node.isArray() && node.size() <= 4) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element, where)));
      return list;
    }
    throw new MalformedDocument(
        where + ": no argument takes a value such as" + found(node).substring(7));
  }

  static JsonNode of(Object plain) {
    return MAPPER.valueToTree(plain);
  }
}
