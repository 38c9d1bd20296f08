package fovea.server.room;

import fovea.server.http.Refusal;
import fovea.server.storage.RoomStore;
import fovea.web.Words;
import java.text.Normalizer;
import java.util.concurrent.ThreadLocalRandom;

/** What people in a room are called: by a name that is made for them, until they choose another. */
final class Nicknames {

  private static final int NUMBERS = 90;

  private Nicknames() {}

  /** An animal and a number of two digits, which nobody in the room has. */
  static String free(RoomStore store, String room, Words words) {
    String[] animals = words.say("room.animals").split(", ", -1);
    String name;
    do {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      name = animals[random.nextInt(animals.length)] + " " + (10 + random.nextInt(NUMBERS));
    } while (store.isTaken(room, name));
    return name;
  }

  /**
   * What was typed, without what is not seen.
   *
   * @throws Refusal 422 if that is nothing, or too long
   */
  static String checked(String typed, Words words) {
    String name = Normalizer.normalize(typed, Normalizer.Form.NFKC)
        .replaceAll("[\\p{Cc}\\p{Cf}]", "").strip();
    if (name.codePoints().noneMatch(Character::isLetterOrDigit)
        || name.length() > RoomStore.NICKNAME_LETTERS || name.startsWith("*")) {
      throw Refusal.unusable(words.say("room.name.wrong", RoomStore.NICKNAME_LETTERS));
    }
    return name;
  }
}
