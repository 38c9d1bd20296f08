package fovea.web.workbench;

import java.util.List;

/**
 * Why a file of weights was not loaded.
 *
 * @param address of the network
 * @param sentence the reason
 * @param rows the file beside the network, what does not fit first; none if the file was not read
 * @param more how many rows there are beyond those, in words; empty if none
 */
public record ImportRefusal(String address, String sentence, List<Row> rows, String more) {

  public ImportRefusal {
    rows = List.copyOf(rows);
  }

  /**
   * A tensor beside its parameter.
   *
   * @param tensor its name in the file; empty where the file has none
   * @param found its shape, and its type if that is not float32
   * @param parameter its name in the network; empty where the network has none
   * @param wanted its shape
   * @param fits whether it could be loaded, or left out
   * @param why in words
   */
  public record Row(
      String tensor, String found, String parameter, String wanted, boolean fits, String why) {}
}
