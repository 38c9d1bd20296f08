package fovea.server.picture;

import java.util.Optional;

/** Where a network's picture comes from. */
public sealed interface PictureSource {

  /** One that Fovea draws itself. */
  record BuiltIn(String name) implements PictureSource {}

  /** One that its owner has uploaded, by its id. */
  record Kept(String id) implements PictureSource {}

  /** The word that is stored and sent in forms: {@code builtin:harbour} or {@code picture:ID}. */
  default String word() {
    return switch (this) {
      case BuiltIn(String name) -> "builtin:" + name;
      case Kept(String id) -> "picture:" + id;
    };
  }

  /** The source of this word. */
  static Optional<PictureSource> of(String word) {
    int colon = word.indexOf(':');
    String rest = word.substring(colon + 1);
    return switch (word.substring(0, Math.max(0, colon))) {
      case "builtin" -> Optional.of(new BuiltIn(rest));
      case "picture" -> Optional.of(new Kept(rest));
      default -> Optional.empty();
    };
  }
}
