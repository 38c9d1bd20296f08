package fovea.engine.network;

import java.util.Locale;

/** The way out where a value is meant well and written wrong, or PyTorch's word stands for a number. */
final class Spelling {

  private Spelling() {}

  /** A sentence to stand behind the refusal of what was found; empty if nothing is known about it. */
  static String advice(LayerArgument argument, String found) {
    String bare = found.replace("\"", "").strip().toLowerCase(Locale.ROOT);
    String meant = switch (argument.kind()) {
      case INTEGER, SIDES -> bare.matches("\\d{1,9}") ? bare : "";
      case PAIR -> switch (bare) {
        case "valid" -> "0";
        case "same" -> "half of kernel_size";
        default -> bare.matches("\\d{1,9}") ? bare : "";
      };
      case PADDING ->
        bare.matches("same|valid") ? '"' + bare + '"' : bare.matches("\\d{1,9}") ? bare : "";
      case NUMBER -> bare.matches("-?\\d{1,9}(\\.\\d{1,9})?") ? bare : "";
      case BOOLEAN -> switch (bare) {
        case "1", "true" -> "true";
        case "0", "false", "null" -> "false";
        default -> "";
      };
      case CHOICE -> argument.choices().contains(bare) ? '"' + bare + '"' : "";
    };
    return meant.isEmpty() || meant.equals(found) ? "" : "; write " + meant;
  }
}
