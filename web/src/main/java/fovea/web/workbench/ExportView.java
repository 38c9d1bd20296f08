package fovea.web.workbench;

import java.util.List;

/**
 * A network as files of other formats to take along.
 *
 * @param title of the window, where this is a page of its own
 * @param name of the network
 * @param address of its page
 * @param problem why there are no files now; empty if there are
 * @param files what there is, in the order in which it is offered
 */
public record ExportView(
    String title, String name, String address, String problem, List<File> files) {

  /**
   * One file.
   *
   * @param format in large letters
   * @param note what is in it, and for whom
   * @param address where to download it; empty if it cannot be made
   * @param preview where to read it; empty if it cannot be read
   * @param button what to press, with the size of the file
   * @param refusal why it cannot be made; empty if it can
   */
  public record File(
      String format, String note, String address, String preview, String button,
      String refusal) {}
}
