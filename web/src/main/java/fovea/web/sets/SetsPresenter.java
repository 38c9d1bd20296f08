package fovea.web.sets;

import fovea.engine.network.Shape;
import fovea.web.Words;
import fovea.web.sets.SetsView.Made;
import fovea.web.sets.SetsView.Row;
import java.util.List;

/** Makes the page of the sets that there are. */
public final class SetsPresenter {

  private final Words words;

  public SetsPresenter(Words words) {
    this.words = words;
  }

  /**
   * The page.
   *
   * @param drawn the words of those that Fovea draws
   */
  public SetsView page(String address, boolean isOwn, boolean mayMake, List<Made> sets,
      List<Made> ofRooms, List<String> drawn) {
    return new SetsView(address, isOwn, mayMake, rows(sets), rows(ofRooms), drawn.stream()
        .map(word -> new Row("/sets/" + word, words.say("set." + word),
            words.say("set." + word + ".note")))
        .toList());
  }

  private List<Row> rows(List<Made> sets) {
    return sets.stream()
        .map(set -> new Row(set.address(), set.name(), words.say("set.summary",
            words.count("set.pictures", set.pictures()),
            words.count("set.classes", set.classes()), shape(set.shape(), words))))
        .toList();
  }

  /** The size of pictures, in words. */
  static String shape(Shape.Maps shape, Words words) {
    return words.say(shape.channels() == 1 ? "set.shape.grey" : "set.shape.colour",
        words.numbers().whole(shape.height()), words.numbers().whole(shape.width()));
  }
}
