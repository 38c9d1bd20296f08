package fovea.web.why;

import fovea.web.Words;
import java.util.List;

/** What the classes of a network are called: their names, or their numbers if nobody has named them. */
record ClassNames(Words words, List<String> names) {

  String of(int number) {
    return number < names.size()
        ? names.get(number)
        : words.say("why.class", words.numbers().whole(number));
  }
}
