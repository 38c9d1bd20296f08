package fovea.web.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one layer.
 *
 * @param id the layer's id, or the word for the picture
 * @param type PyTorch's name of its type
 * @param explanation what layers of this type do, in a sentence
 * @param address where its form goes
 * @param isInput whether it is the picture: then the form asks for its shape and the seed
 * @param isFirst whether it cannot be moved up
 * @param isLast whether it cannot be moved down
 * @param fields its arguments
 * @param inputs what it reads; null for the picture and where there is no choice
 * @param problem what is wrong with it; null if nothing
 * @param oddities what is legal but odd about it
 * @param quantities its numbers with their formulas; empty behind a problem
 * @param unknown why there are no numbers; empty if there are
 * @param parameters its tensors, name and shape
 * @param statistics of its values after a run
 * @param run its time and kernel after a run
 */
public record InspectorView(
    String id, String type, String explanation, String address, boolean isInput, boolean isFirst,
    boolean isLast, List<FieldView> fields, @Nullable InputChoice inputs,
    @Nullable ProblemView problem, List<ProblemView> oddities, List<QuantityView> quantities,
    String unknown,
    List<TotalsView.Fact> parameters, List<TotalsView.Fact> statistics,
    List<TotalsView.Fact> run) {}
