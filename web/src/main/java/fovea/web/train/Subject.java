package fovea.web.train;

import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows of how a network is trained.
 *
 * @param reading the network
 * @param address of its page
 * @param picture the address of what it looks at; empty if it can look at nothing
 * @param sets to learn from, in the order of the page
 * @param options by their names, as they were typed or used last; what is missing is as usual
 * @param progress of its training; null if it has none
 */
public record Subject(
    NetworkReading reading, String address, String picture, List<Offer> sets,
    Map<String, String> options, @Nullable Progress progress) {

  public Subject {
    sets = List.copyOf(sets);
    options = Map.copyOf(options);
  }

  /**
   * A set that can be learned from.
   *
   * @param word it is named by in forms
   * @param name it was given by whoever made it; empty for those that are drawn
   * @param classes their names
   * @param pictures addresses of some of its pictures
   * @param epochs how often each picture is usually seen
   * @param refusal why this network cannot learn from it, in English; empty if it can
   */
  public record Offer(
      String word, String name, List<String> classes, List<String> pictures, int epochs,
      String refusal) {

    public Offer {
      classes = List.copyOf(classes);
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * How far a training is.
   *
   * @param id another one for another training
   * @param set the word for what it learns from
   * @param state {@code running}, {@code paused}, {@code done} or {@code lost}
   * @param step taken, of {@code steps}
   * @param sentence what was lost and what to try, in English; empty if nothing was
   * @param moments the steps whose weights are kept, upwards
   * @param taken the moment whose weights the network has now; −1 if they are others
   */
  public record Progress(
      String id, String set, String state, int step, int steps, String sentence,
      List<Integer> moments,
      int taken) {

    public Progress {
      moments = List.copyOf(moments);
    }
  }
}
