package fovea.engine.format;

/** The bytes are not a safetensors file that is read here; the message is a sentence that says why. */
public final class MalformedSafetensors extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedSafetensors(String message) {
    super(message);
  }

  MalformedSafetensors(String message, Throwable cause) {
    super(message, cause);
  }
}
