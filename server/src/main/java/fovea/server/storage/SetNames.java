package fovea.server.storage;

import fovea.server.http.Refusal;
import java.util.HashSet;
import java.util.List;

/** What sets and their classes may be called. */
final class SetNames {

  private SetNames() {}

  /**
   * The name of a set as it is kept.
   *
   * @throws Refusal 422 if it is empty or too long
   */
  static String set(String name) {
    return checked(name, KeptSet.NAME_LETTERS);
  }

  /**
   * The names of classes as they are kept.
   *
   * @throws Refusal 422 if they are too few, too many, or not told apart
   */
  static List<String> classes(List<String> names) {
    List<String> checked = names.stream()
        .map(name -> checked(name, KeptSet.CLASS_LETTERS)).toList();
    if (checked.size() < KeptSet.LEAST_CLASSES || checked.size() > KeptSet.MOST_CLASSES) {
      throw Refusal.overLimit("set_classes", "A set has " + KeptSet.LEAST_CLASSES + " to "
          + KeptSet.MOST_CLASSES + " classes, and this one would have " + checked.size()
          + "; add or leave out some.");
    }
    if (new HashSet<>(checked).size() < checked.size()) {
      throw Refusal.unusable("Two classes have the same name; give each its own.");
    }
    return checked;
  }

  private static String checked(String name, int most) {
    String plain = name.strip().replaceAll("\\p{Cntrl}", " ");
    if (plain.isEmpty() || plain.length() > most) {
      throw Refusal.overLimit("set_name", "A name has 1 to " + most + " letters, and this one "
          + plain.length() + ".");
    }
    return plain;
  }
}
