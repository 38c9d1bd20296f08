package fovea.web.table;

import java.util.List;

/**
 * The layers of a network as a table.
 *
 * @param title of the window
 * @param name of the network
 * @param address of the network's page
 * @param columns in order, those with numbers marked
 * @param rows in the chosen order
 * @param totals the last line, cell by cell behind the first three
 * @param note what is not known, and why; empty if all is
 */
public record TableView(
    String title, String name, String address, List<Head> columns, List<Row> rows,
    List<String> totals, String note) {

  /**
   * The head of a column.
   *
   * @param id for scripts and tests
   * @param label what it says
   * @param explained in a sentence; empty where the label says all
   * @param address the table sorted by it, the other way round if it is already
   * @param order {@code ascending}, {@code descending} or {@code none}
   */
  public record Head(String id, String label, String explained, String address, String order) {}

  /**
   * A layer.
   *
   * @param number its place in order of computation
   * @param id the layer's id
   * @param address the network's page with this layer chosen
   * @param kind its family, which has a colour
   * @param type PyTorch's name
   * @param shape of its output
   * @param parameters how many, with their share
   * @param macs as torchvision counts, with their share
   * @param multAdds as torchinfo counts
   * @param memory of the output
   * @param field what a unit sees
   */
  public record Row(
      int number, String id, String address, String kind, String type, String shape,
      Share parameters, Share macs, String multAdds, String memory, String field) {}

  /**
   * A number and its share of the total.
   *
   * @param value as it is printed
   * @param width of its bar, 0 to 100; empty for no bar
   * @param said the share in words; empty for none
   */
  public record Share(String value, String width, String said) {}
}
