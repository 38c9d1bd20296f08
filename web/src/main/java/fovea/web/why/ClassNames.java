package fovea.web.why;

import fovea.web.Words;
import fovea.web.workbench.ClassWords;
import java.util.List;

/** What the classes of a network are called: their names, or their numbers if nobody has named them. */
record ClassNames(Words words, List<String> names) {

  String of(int number) {
    return number < names.size()
        ? ClassWords.said(names.get(number), words)
        : words.say("why.class", words.numbers().whole(number));
  }
}
