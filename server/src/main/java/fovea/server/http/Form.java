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
import java.util.Objects;
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

  /** As bytes: a script may send a picture as a field, too. */
  private final Map<String, List<Upload>> fields = new LinkedHashMap<>();
  private final Map<String, List<Upload>> files = new LinkedHashMap<>();

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

  /**
   * What the address says, as if a form had sent it.
   *
   * @throws Refusal 400 when malformed
   */
  public static Form ofQuery(Context context) {
    return ofUrlencoded(Objects.requireNonNullElse(context.queryString(), ""));
  }

  /** The names of everything that was sent. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(fields.keySet());
    names.addAll(files.keySet());
    return names;
  }

  /** The field of this name as it was sent, the first if there are several. */
  public Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  /**
   * A field that says {@code true} or {@code false}.
   *
   * @throws Refusal 400 if it says anything else, or is not there
   */
  public boolean isTrue(String name) {
    return switch (text(name).orElse("")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.malformed("The field \"" + name + "\" is true or false.");
    };
  }

  /** All fields of this name in the order sent. */
  public List<String> texts(String name) {
    return fields.getOrDefault(name, List.of()).stream().map(Form::text).toList();
  }

  private static String text(Upload field) {
    return new String(field.bytes(), StandardCharsets.UTF_8);
  }

  /**
   * The file of this name; an input that was left empty sends none.
   *
   * @throws Refusal 400 if there are several
   */
  public Optional<Upload> file(String name) {
    if (files(name).size() > 1) {
      throw twice(name);
    }
    return files(name).stream().findFirst();
  }

  /** All files of this name in the order sent. */
  public List<Upload> files(String name) {
    return files.getOrDefault(name, List.of());
  }

  /** A file or a field, as its bytes: scripts send documents and pictures either way. */
  public Optional<Upload> part(String name) {
    return file(name).or(() -> fields.getOrDefault(name, List.of()).stream().findFirst());
  }

  /**
   * For calls of which every part has one meaning.
   *
   * @throws Refusal 400 if something was sent twice: nothing says which of them counts
   */
  public void requireOnce() {
    for (String name : names()) {
      int count = fields.getOrDefault(name, List.of()).size() + files(name).size();
      if (count > 1) {
        throw twice(name);
      }
    }
  }

  private static Refusal twice(String name) {
    return Refusal.malformed("The part \"" + name + "\" was sent more than once; send one.");
  }

  static Form parse(byte[] body, @Nullable String contentType) {
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
        form.add(part.name(), part.content());
      } else if (part.content().bytes().length > 0) {
        form.files.computeIfAbsent(part.name(), _ -> new ArrayList<>()).add(part.content());
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
      String text = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      form.add(decoded(name), new Upload(text.getBytes(StandardCharsets.UTF_8)));
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

  private void add(String name, Upload content) {
    fields.computeIfAbsent(name, key -> new ArrayList<>()).add(content);
  }
}
