package fovea.engine.format;

/** A document passes one of the format's limits; the message names the limit and its value. */
public final class DocumentTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String limit;

  /** A limit by name, and a sentence with its value. */
  public DocumentTooLarge(String limit, String message) {
    super(message);
    this.limit = limit;
  }

  /** The limit's name, such as {@code MAX_LAYERS}. */
  public String limit() {
    return limit;
  }
}
