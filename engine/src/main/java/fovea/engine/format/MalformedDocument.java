package fovea.engine.format;

/** A document is not what its format says; the message names the place, what was found, and what belongs there. */
public final class MalformedDocument extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A sentence for the person who wrote the document. */
  public MalformedDocument(String message) {
    super(message);
  }
}
