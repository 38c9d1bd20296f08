package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no document is refused with a sentence that names the place. */
class MalformedDocumentTest {

  /** A network with that layer in it. */
  private static String layer(String fields) {
    return "{'input': [3, 8, 8], 'layers': [{'id': 'a', 'type': 'ReLU'}, {" + fields + "}]}";
  }

  private static String conv(String fields) {
    return layer("'id': 'conv', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3, " + fields);
  }

  private static Arguments row(String document, String told) {
    return Arguments.of(document, told);
  }

  private static Stream<Arguments> networks() {
    return Stream.of(
        // No JSON, or not an object.
        row("", "document must be an object"),
        row("   ", "document must be an object"),
        row("hello", "not JSON in line 1"),
        row("{", "not JSON in line 1"),
        row("{'input': [3, 8, 8], 'layers': []", "not JSON"),
        row("{'input': [3, 8, 8], 'layers': []} {}", "not JSON"),
        row("{'input': [3, 8, 8], 'layers': [],}", "not JSON"),
        row("{'input': [3, 8, 8],\n 'layers': [}", "line 2"),
        row("{'input': [3, 8, 8], 'input': [3, 8, 8], 'layers': []}", "Duplicate field 'input'"),
        row("[]", "document must be an object, found []"),
        row("null", "document must be an object, found null"),
        row("true", "document must be an object, found true"),
        row("\"network\"", "document must be an object"),
        row("12", "document must be an object, found 12"),
        row("{'input': [3, 8, 8], 'layers': [NaN]}", "not JSON"),
        row("[".repeat(100) + "]".repeat(100), "limit of JSON"),
        row("{'input': [" + "9".repeat(100) + ", 8, 8], 'layers': []}", "limit of JSON"),
        row("{'input': [1e" + "9".repeat(30) + ", 8, 8], 'layers': []}", "\"input\""),
        // The fields of a document.
        row("{}", "\"layers\""),
        row("{'input': [3, 8, 8]}", "\"layers\" must be a list of layers, found nothing"),
        row("{'input': [3, 8, 8], 'layers': {}}", "\"layers\" must be a list"),
        row("{'input': [3, 8, 8], 'layers': null}", "\"layers\" must be a list"),
        row("{'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': [3, 8], 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': [1, 3, 8, 8], 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': [3, 8.5, 8], 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': ['3', 8, 8], 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': [3, 4294967296, 8], 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': 8, 'layers': []}", "\"input\" must be [C, H, W]"),
        row("{'input': [3, 8, 8], 'layers': [], 'seed': 1}", "unknown field \"seed\""),
        row("{'input': [3, 8, 8], 'layers': [], 'name': 5}", "\"name\" must be text"),
        row("{'input': [3, 8, 8], 'layers': [], 'name': null}", "\"name\" must be text"),
        // A layer.
        row("{'input': [3, 8, 8], 'layers': [5]}", "layers[0] must be an object, found 5"),
        row("{'input': [3, 8, 8], 'layers': [[]]}", "layers[0] must be an object, found []"),
        row(layer("'type': 'ReLU'"), "layers[1] needs an \"id\", found nothing"),
        row(layer("'id': 7, 'type': 'ReLU'"), "layers[1] needs an \"id\", found 7"),
        row(layer("'id': '', 'type': 'ReLU'"), "layers[1] \"\": a layer's id has"),
        row(layer("'id': 'input', 'type': 'ReLU'"), "layers[1] \"input\": a layer's id has"),
        row(layer("'id': 'a b', 'type': 'ReLU'"), "layers[1] \"a b\": a layer's id has"),
        row(layer("'id': '-a', 'type': 'ReLU'"), "layers[1] \"-a\": a layer's id has"),
        row(layer("'id': 'é', 'type': 'ReLU'"), "a layer's id has"),
        row(layer("'id': '<b>', 'type': 'ReLU'"), "a layer's id has"),
        row(layer("'id': '" + "a".repeat(65) + "', 'type': 'ReLU'"), "a layer's id has"),
        row(layer("'id': 'b'"), "layers[1] \"b\" needs a \"type\", found nothing"),
        row(layer("'id': 'b', 'type': 5"), "layers[1] \"b\" needs a \"type\", found 5"),
        row(layer("'id': 'b', 'type': 'relu'"), "unknown type \"relu\"; the types are Conv2d"),
        row(layer("'id': 'b', 'type': 'Conv3d'"), "unknown type \"Conv3d\""),
        row(layer("'id': 'b', 'type': 'ReLU', 'inplace': true"),
            "layers[1] \"b\": ReLU has no argument \"inplace\"; it takes none"),
        row(layer("'id': 'b', 'type': 'ReLU', 'inputs': 'a'"), "inputs must be a list of ids"),
        row(layer("'id': 'b', 'type': 'ReLU', 'inputs': [1]"), "inputs must be a list of ids"),
        row(layer("'id': 'b', 'type': 'ReLU', 'inputs': [null]"), "inputs must be a list of ids"),
        row(layer("'id': 'b', 'type': 'ReLU', 'inputs': null"), "inputs must be a list of ids"),
        // Its arguments.
        row(layer("'id': 'b', 'type': 'Linear'"), "layers[1] \"b\": Linear needs out_features"),
        row(layer("'id': 'b', 'type': 'Conv2d', 'out_channels': 4"), "Conv2d needs kernel_size"),
        row(layer("'id': 'b', 'type': 'Conv2d', 'out_channels': null, 'kernel_size': 3"),
            "out_channels"),
        row(conv("'in_channels': 3"), "Conv2d has no argument \"in_channels\""),
        row(conv("'colour': 3"), "layers[1] \"conv\": Conv2d has no argument \"colour\""),
        row(conv("'stride': 1.5"), "stride must be a whole number or a pair"),
        row(conv("'stride': '2'"), "stride must be a whole number or a pair"),
        row(conv("'stride': [1, 2, 3]"), "stride must be a whole number or a pair"),
        row(conv("'stride': [1, null]"), "layers[1] \"conv\""),
        row(conv("'stride': [[1], 2]"), "stride must be a whole number or a pair"),
        row(conv("'stride': {'height': 1}"), "layers[1] \"conv\""),
        row(conv("'stride': true"), "stride must be a whole number or a pair"),
        row(conv("'stride': 99999999999"), "stride may be at most 2147483647"),
        row(conv("'stride': 1e300"), "stride may be at most 2147483647"),
        row(conv("'padding': 'full'"), "padding must be a whole number, a pair"),
        row(conv("'padding': ['same', 'same']"), "padding must be a whole number, a pair"),
        row(conv("'groups': [1, 1]"), "groups must be a whole number"),
        row(conv("'bias': 1"), "bias must be true or false, found 1"),
        row(conv("'bias': 'true'"), "bias must be true or false"),
        row(conv("'padding_mode': 'mirror'"),
            "padding_mode must be one of zeros, reflect, replicate, circular"),
        row(conv("'padding_mode': 1"), "padding_mode must be one of"),
        row(layer("'id': 'b', 'type': 'Dropout', 'p': 'half'"), "p must be a number"),
        row(layer("'id': 'b', 'type': 'ELU', 'alpha': 1e999"), "alpha must be a number"),
        row(layer("'id': 'b', 'type': 'Upsample', 'scale_factor': 2, 'mode': 'bicubic'"),
            "mode must be one of nearest, bilinear"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aMalformedNetworkIsRefusedByPlace(String document, String told) {
    String json = document.replace('\'', '"');
    String message = refusal(() -> NetworkDocument.parse(json));
    assertTrue(message.replace('\'', '"').contains(told.replace('\'', '"')), message);
    assertTrue(message.length() < 500, message);
  }

  private static String refusal(Executable parse) {
    return String.valueOf(assertThrows(MalformedDocument.class, parse).getMessage());
  }

  private static Stream<Arguments> edits() {
    String relu = "{'id': 'b', 'type': 'ReLU'}";
    return Stream.of(
        row("", "the edit must be an object"),
        row("[]", "the edit must be an object"),
        row("{}", "the edit must have one of the fields insert, replace"),
        row("{'paint': 'a'}", "the edit must have one of the fields"),
        row("{'insert': 5, 'after': 'a'}", "insert must be an object"),
        row("{'insert': {'id': 'b'}, 'after': 'a'}", "insert \"b\" needs a \"type\""),
        row("{'insert': " + relu + "}", "\"after\" must be text, found nothing"),
        row("{'insert': " + relu + ", 'after': 3}", "\"after\" must be text, found 3"),
        row("{'replace': 'a'}", "layer must be an object, found nothing"),
        row("{'replace': 5, 'layer': " + relu + "}", "\"replace\" must be text"),
        row("{'remove': null}", "\"remove\" must be text"),
        row("{'remove': ['a']}", "\"remove\" must be text"),
        row("{'move': 'a'}", "\"after\" must be text"),
        row("{'input': [3, 8]}", "\"input\" must be [C, H, W]"),
        row("{'name': {}}", "\"name\" must be text"),
        row("{'remove': 'a', 'name': 'b'}", "the edit has an unknown field"),
        row("{'remove': 'a', 'after': 'b'}", "the edit has an unknown field \"after\""),
        row("{'sequence': 'a'}", "\"sequence\" must be a list"),
        row("{'sequence': [5]}", "the edit must be an object, found 5"),
        row("{'sequence': [{'remove': 'a'}, {'remove': 5}]}", "\"remove\" must be text"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aMalformedEditIsRefused(String document, String told) {
    String json = document.replace('\'', '"');
    String message = refusal(() -> EditDocument.parse(json));
    assertTrue(message.contains(told), message);
  }

  @Test
  void limitsAreRefusedByName() {
    String relu = "{\"id\": \"a\", \"type\": \"ReLU\"}";
    assertEquals("MAX_LAYERS", limit(
        "{\"input\": [3, 8, 8], \"layers\": [" + (relu + ",").repeat(2_000) + relu + "]}"));
    assertEquals("MAX_CHARACTERS", limit(" ".repeat(4_000_001)));
    assertEquals("MAX_NAME", limit(
        "{\"name\": \"" + "n".repeat(201) + "\", \"input\": [3, 8, 8], \"layers\": []}"));
    assertEquals("MAX_INPUTS", limit(
        layer("'id': 'b', 'type': 'Add', 'inputs': [" + "'a',".repeat(64) + "'a']")
            .replace('\'', '"')));
  }

  private static String limit(String json) {
    return assertThrows(DocumentTooLarge.class, () -> NetworkDocument.parse(json)).limit();
  }

  @Test
  void nullStandsForTheDefaultAsNoneDoesInPyTorch() {
    assertEquals(
        NetworkDocument.parse(conv("'stride': 1").replace('\'', '"')),
        NetworkDocument.parse(conv("'stride': null").replace('\'', '"')));
  }

  @Test
  void aNumberMayBeWrittenWithAFractionOfZero() {
    NetworkDocument.parse(conv("'stride': 2.0").replace('\'', '"'));
  }
}
