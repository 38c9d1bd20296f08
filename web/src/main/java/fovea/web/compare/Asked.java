package fovea.web.compare;

/**
 * What the address of a comparison asks for, but for the two networks.
 *
 * @param picture the word for the picture; empty for that of the networks themselves
 * @param layer the key of a row; empty for the first one that differs
 * @param changedOnly whether rows that are the same are left out
 * @param leftMap the feature map on the left, from 0
 * @param rightMap the feature map on the right, from 0
 * @param y the row of the chosen unit on the left, or {@code Chosen.MIDDLE}
 * @param x its column
 */
public record Asked(
    String picture, String layer, boolean changedOnly, int leftMap, int rightMap, int y, int x) {}
