package fovea.engine.dataset.file;

/** Files are no set that is read here; the message is a sentence that says why, and what to send. */
public final class MalformedDataset extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedDataset(String message) {
    super(message);
  }

  MalformedDataset(String message, Throwable cause) {
    super(message, cause);
  }
}
