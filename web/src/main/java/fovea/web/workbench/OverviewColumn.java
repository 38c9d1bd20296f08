package fovea.web.workbench;

/**
 * One layer in the picture of the network.
 *
 * @param id the layer's id, or the word for the picture
 * @param address the page with this layer chosen
 * @param kind its family
 * @param state {@code problem}, {@code unknown} behind one, or empty
 * @param inputs the ids it reads, with spaces between
 * @param shape its dimensions, with spaces between
 * @param label for readers of screens: "conv2, Conv2d, 64 feature maps of 112 by 112"
 * @param caption its shape in little room
 * @param sheet the address of its small maps; empty before it was run
 * @param picture the address of the picture, for the column of the input; else empty
 */
public record OverviewColumn(
    String id, String address, String kind, String state, String inputs, String shape, String label,
    String caption, String sheet, String picture) {}
