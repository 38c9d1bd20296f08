package fovea.web.learn;

import java.util.List;

/**
 * A chapter of the course.
 *
 * @param word in addresses, and the name of its text's file
 * @param minutes that it takes somebody who tries what it says
 * @param steps in the order in which they are read
 */
public record Chapter(String word, int minutes, List<Step> steps) {

  public Chapter {
    steps = List.copyOf(steps);
  }
}
