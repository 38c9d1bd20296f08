package fovea.server.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page or a script sent: fields and files, from a urlencoded or a multipart body. Read once
 * and kept with the request; at most 10 MB for a page.
 */
public final class Form {

  /** The name of the limit on a page's request, and its value. */
  public static final String LIMIT = "request_bytes";

  public static final int MAX_BYTES = 10_000_000;

  private static final String ATTRIBUTE = "fovea.form";
  private static final int MAX_FIELDS = 1_000;

  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private final Map<String, Upload> files = new LinkedHashMap<>();

  private Form() {}

  /**
   * The form of this request, empty when it has no body.
   *
   * @throws Refusal 413 over {@link #MAX_BYTES}, 400 when malformed
   */
  public static Form of(Context context) {
    return of(context, MAX_BYTES);
  }

  /** The same with another limit; the first call for a request decides. */
  public static Form of(Context context, int maxBytes) {
    Form known = context.attribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    Form form = parse(RequestBody.read(context, LIMIT, maxBytes), context.contentType());
    context.attribute(ATTRIBUTE, form);
    return form;
  }

  /** The names of everything that was sent. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(texts.keySet());
    names.addAll(files.keySet());
    return names;
  }

  /** The field of this name as it was sent, the first if there are several. */
  public Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  /** All fields of this name in the order sent. */
  public List<String> texts(String name) {
    return List.copyOf(texts.getOrDefault(name, List.of()));
  }

  /** The file of this name; an input that was left empty sends none. */
  public Optional<Upload> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** A file or a field: scripts send a network's document either way. */
  public Optional<Upload> part(String name) {
    return file(name)
        .or(() -> text(name).map(text -> new Upload(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static Form parse(byte[] body, @Nullable String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      return ofParts(Multipart.parse(body, String.valueOf(contentType)));
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return ofUrlencoded(new String(body, StandardCharsets.UTF_8));
    }
    if (body.length > 0) {
      throw Refusal.malformed("The request is neither multipart nor urlencoded.");
    }
    return new Form();
  }

  private static Form ofParts(List<Multipart.Part> parts) {
    Form form = new Form();
    for (Multipart.Part part : parts) {
      if (!part.isFile()) {
        form.add(part.name(), part.text());
      } else if (part.content().bytes().length > 0) {
        form.files.putIfAbsent(part.name(), part.content());
      }
    }
    return form;
  }

  private static Form ofUrlencoded(String body) {
    Form form = new Form();
    String[] pairs = body.isEmpty() ? new String[0] : body.split("&", MAX_FIELDS + 1);
    if (pairs.length > MAX_FIELDS) {
      throw Refusal.malformed("The form has more than " + MAX_FIELDS + " fields.");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      form.add(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrongEscape) {
      throw Refusal.malformed("The form has a wrong % escape.");
    }
  }

  private void add(String name, String text) {
    texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
  }
}
