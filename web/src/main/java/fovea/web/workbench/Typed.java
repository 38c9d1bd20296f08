package fovea.web.workbench;

import java.util.Map;

/**
 * What a reader typed that could not be taken as it is.
 *
 * @param texts what stands in the fields, by name
 * @param errors what is wrong with some of them, by name, in sentences
 */
public record Typed(Map<String, String> texts, Map<String, String> errors) {

  /** Everything could be taken. */
  public static final Typed FINE = new Typed(Map.of(), Map.of());

  public Typed {
    texts = Map.copyOf(texts);
    errors = Map.copyOf(errors);
  }

  /** The field with the reader's text in it and its error. */
  FieldView in(FieldView field) {
    String text = texts.get(field.name());
    FieldView held = text == null ? field : field.holding(text);
    String error = errors.get(field.name());
    return error == null ? held : held.wrong(error);
  }
}
