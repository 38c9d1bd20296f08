package fovea.web.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that opens as its formulas.
 *
 * @param id of its element, the same before and after an edit so that what is open stays open
 * @param name what it counts
 * @param value ready to print
 * @param formula the one to show at once; null where it would only repeat the value
 * @param more all of them, to show when it is opened
 * @param explanation what the number means, and by whose convention
 * @param notes what else must be said
 */
public record QuantityView(
    String id, String name, String value, @Nullable FormulaView formula, List<FormulaView> more,
    String explanation, List<String> notes) {}
