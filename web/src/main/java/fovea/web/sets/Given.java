package fovea.web.sets;

/**
 * A picture of a set as the page knows it.
 *
 * @param number by which it is asked for
 * @param label the place of its class
 * @param validates whether nothing is learned from it
 * @param giver who has given it; empty if that is not known, or the visitor
 * @param mayRemove whether the visitor may take it away
 */
public record Given(long number, int label, boolean validates, String giver, boolean mayRemove) {}
