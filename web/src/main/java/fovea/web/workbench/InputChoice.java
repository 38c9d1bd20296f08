package fovea.web.workbench;

import java.util.List;

/**
 * Which layers a layer reads. One input is a choice among all layers before it; a merge keeps or
 * drops each input that it has and may take one more.
 *
 * @param isMerge whether it joins several
 * @param kept the inputs of a merge, in order; empty for others
 * @param choices the layers that may be read, and for a single input "the layer before"
 */
public record InputChoice(boolean isMerge, List<String> kept, List<FieldView.Choice> choices) {}
