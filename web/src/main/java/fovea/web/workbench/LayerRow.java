package fovea.web.workbench;

/**
 * One layer in the list. Equal rows look the same, so only rows that differ are sent after an edit.
 *
 * @param id the layer's id, or the word for the picture
 * @param address the page with this layer chosen
 * @param kind its family
 * @param state {@code problem}, {@code unknown} behind one, or empty
 * @param note what it does, or what is wrong
 * @param shape of its output, or ?
 * @param share of all parameters, in percent, for a bar; empty if it has none
 * @param shareSaid the same in words
 */
public record LayerRow(
    String id, String address, String kind, String state, String note, String shape, String share,
    String shareSaid) {}
