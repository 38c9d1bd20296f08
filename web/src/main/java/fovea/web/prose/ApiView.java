package fovea.web.prose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.web.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The page that describes the calls for scripts, made of the same OpenAPI document that programs
 * read, so that the two never disagree. What the calls are for is said in the reader's language, the
 * meaning of each field in the document's.
 *
 * @param title of the window
 * @param lead what the calls are for
 * @param isTranslated whether the reader's language is another one than the document's
 * @param calls in the document's order
 */
public record ApiView(String title, String lead, boolean isTranslated, List<Call> calls) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The host that the document's samples call. */
  private static final String SAMPLE_HOST = "http://localhost:7070";

  /** What a shell takes as it is; a sample is there to be pasted into one. */
  private static final Pattern HOST = Pattern
      .compile("https?://([\\w.-]+|\\[[\\da-fA-F:]+])(:\\d+)?");

  /**
   * One call.
   *
   * @param id for the address of its heading
   * @param sample a command that makes the call
   * @param body an example of what it sends; empty if there is none
   */
  public record Call(
      String id,
      String method,
      String path,
      String summary,
      String description,
      String sample,
      String body,
      List<Field> fields,
      List<Answer> answers) {}

  /** Something that a call takes: in its address or as a part of its form. */
  public record Field(String name, boolean required, String meaning) {}

  /** What a status means. */
  public record Answer(String status, String meaning) {}

  /**
   * The view of an OpenAPI 3.1 document.
   *
   * @param host as the reader has called it, such as {@code https://fovea.school.example}
   */
  public static ApiView of(byte[] openApi, Words words, String host) {
    String called = HOST.matcher(host).matches() ? host : SAMPLE_HOST;
    JsonNode document = read(openApi);
    String server = document.at("/servers/0/url").asText();
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        calls.add(call(server + path.getKey(), method.getKey(), method.getValue(), words, called));
      }
    }
    return new ApiView(words.say("api.title"), words.say("api.lead"),
        !words.locale().equals(Locale.ENGLISH), calls);
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static Call call(
      String path, String method, JsonNode operation, Words words, String host) {
    String id = operation.path("operationId").asText();
    JsonNode body = operation.path("requestBody");
    String description = text(operation.path("description"));
    List<Answer> answers = new ArrayList<>();
    operation.path("responses")
        .properties()
        .forEach(
            entry -> answers.add(
                new Answer(entry.getKey(), text(entry.getValue().path("description")))));
    return new Call(
        id,
        method.toUpperCase(Locale.ROOT),
        path,
        words.say("api.call." + id),
        (description + " " + text(body.path("description"))).strip(),
        operation.at("/x-codeSamples/0/source").asText().replace(SAMPLE_HOST, host),
        example(body.at("/content/application~1json/example")),
        fields(operation, body),
        answers);
  }

  private static List<Field> fields(JsonNode operation, JsonNode body) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      fields.add(new Field(
          parameter.path("name").asText(),
          parameter.path("required").asBoolean(),
          text(parameter.path("description")) + choices(parameter.path("schema"))));
    }
    JsonNode form = body.at("/content/multipart~1form-data/schema");
    List<String> required = new ArrayList<>();
    form.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> part : form.path("properties").properties()) {
      fields.add(new Field(part.getKey(), required.contains(part.getKey()), meaning(part)));
    }
    return fields;
  }

  private static String meaning(Map.Entry<String, JsonNode> part) {
    JsonNode schema = part.getValue();
    String meaning = text(schema.path("description")) + choices(schema);
    JsonNode otherwise = schema.path("default");
    return otherwise.isMissingNode()
        ? meaning
        : meaning + "; " + otherwise.asText() + " if it is missing";
  }

  private static String choices(JsonNode schema) {
    List<String> words = new ArrayList<>();
    schema.path("enum").forEach(choice -> words.add(choice.asText()));
    return words.isEmpty() ? "" : ": " + String.join(", ", words);
  }

  private static String example(JsonNode example) {
    return example.isMissingNode() ? "" : example.toPrettyString();
  }

  /** The document's backticks are for readers of Markdown. */
  private static String text(JsonNode node) {
    return node.asText().replace("`", "");
  }
}
