package fovea.web.workbench;

import fovea.engine.network.Shape;
import fovea.web.Words;
import fovea.web.workbench.OpenNetwork.LookedAt;

/** Pictures as people call them. */
final class PictureWords {

  private PictureWords() {}

  /** The name of a built-in picture, or "your picture". */
  static String name(LookedAt picture, Words words) {
    return picture.builtIn().isEmpty()
        ? words.say("picture.yours")
        : words.say("picture.builtin." + picture.builtIn());
  }

  /** Such as "Harbour · crop 64×64". */
  static String choice(LookedAt picture, Shape.Maps input, Words words) {
    return words.say("picture.choice", name(picture, words),
        words.say("picture.fit." + picture.fit()).toLowerCase(words.locale()),
        input.height() + "×" + input.width());
  }
}
