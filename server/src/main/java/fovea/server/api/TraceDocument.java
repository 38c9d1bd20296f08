package fovea.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Term;
import fovea.engine.explain.UnitTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A unit's trace as JSON; written term by term, for there may be a quarter of a million. */
final class TraceDocument {

  private static final JsonFactory JSON = new JsonFactory();

  private TraceDocument() {}

  /** {@code value}, {@code bias}, {@code terms}, {@code channel_sums} and {@code receptive_field}. */
  static byte[] of(UnitTrace trace, Optional<SeenBox> box) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("value", trace.value());
      json.writeNumberField("bias", trace.bias());
      json.writeArrayFieldStart("terms");
      for (Term term : trace.terms()) {
        write(term, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("channel_sums");
      for (double sum : trace.channelSums()) {
        json.writeNumber(sum);
      }
      json.writeEndArray();
      json.writeFieldName("receptive_field");
      if (box.isPresent()) {
        write(box.get(), json);
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Term term, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", term.from());
    write("input", term.input(), json);
    write("weight_index", term.weightIndex(), json);
    json.writeNumberField("input_value", term.inputValue());
    json.writeNumberField("weight", term.weight());
    json.writeNumberField("product", term.product());
    json.writeBooleanField("inside", term.inside());
    json.writeEndObject();
  }

  private static void write(String name, List<Integer> numbers, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private static void write(SeenBox box, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("top", box.top());
    json.writeNumberField("left", box.left());
    json.writeNumberField("bottom", box.bottom());
    json.writeNumberField("right", box.right());
    json.writeObjectFieldStart("overhang");
    json.writeNumberField("top", box.overhang().top());
    json.writeNumberField("left", box.overhang().left());
    json.writeNumberField("bottom", box.overhang().bottom());
    json.writeNumberField("right", box.overhang().right());
    json.writeEndObject();
    json.writeEndObject();
  }
}
