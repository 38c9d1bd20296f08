package fovea.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Any bytes as a request's type, a line of its own, and its body: a form, or a refusal. */
public final class FormFuzz {

  private FormFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(FormFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] typeAndBody = new String(input, ISO_8859_1).split("\n", 2);
    try {
      Form form = form(typeAndBody[0], typeAndBody[typeAndBody.length - 1]);
      form.names().forEach(form::texts);
      form.requireOnce();
    } catch (Refusal declared) {
      // So it must be.
    }
  }

  /** The form in a body of that type. */
  public static Form form(String type, String body) {
    return Form.parse(body.getBytes(ISO_8859_1), type);
  }

  /** Good forms to begin with. */
  public static List<byte[]> seeds() {
    String part = "--b\r\nContent-Disposition: form-data; name=\"";
    return List.of(
        ("multipart/form-data; boundary=b\n" + part + "a\"\r\n\r\n1\r\n" + part
            + "c\"; filename=\"d\"\r\nContent-Type: image/png\r\n\r\n\r\n--b--\r\n")
            .getBytes(ISO_8859_1),
        "application/x-www-form-urlencoded\na=1&b=%C3%A9+x&a=2".getBytes(ISO_8859_1));
  }
}
