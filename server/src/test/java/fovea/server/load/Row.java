package fovea.server.load;

import java.util.Map;

/**
 * What an experiment has found.
 *
 * @param id of the experiment
 * @param figures by name, in the order in which they are to be read: numbers and texts
 * @param held whether all of them are as they must be
 */
record Row(String id, Map<String, Object> figures, boolean held) {

  /** To hundredths, as figures are read. */
  static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }
}
