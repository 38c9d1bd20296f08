package fovea.web.workbench;

/**
 * One card in the picture of the network: a layer, or a group that is folded.
 *
 * @param id of the layer whose output it shows: a group's last, or the word for the picture
 * @param address the page with this layer chosen
 * @param kind its family; {@code group} for a group
 * @param state {@code problem}, {@code unknown} behind one, or empty
 * @param shape its dimensions, with spaces between
 * @param label for readers of screens: "conv2, Conv2d, 64 feature maps of 112 by 112"
 * @param name what stands on it
 * @param caption its shape in little room
 * @param sheet the address of its small maps; empty before it was run
 * @param picture the address of the picture, for the card of the input; else empty
 * @param x of its left, in pixels
 * @param y of its top, in pixels
 * @param fold what unfolds it; null for a layer
 * @param verdict what the network says, on the card of its last layer; else empty
 */
public record OverviewColumn(
    String id, String address, String kind, String state, String shape, String label, String name,
    String caption, String sheet, String picture, int x, int y,
    OverviewView.@org.jspecify.annotations.Nullable Fold fold, String verdict) {}
