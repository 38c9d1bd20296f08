package fovea.web.workbench;

import org.jspecify.annotations.Nullable;

/**
 * What an argument does.
 *
 * @param label of what opens it, for readers of screens
 * @param sentence in words
 * @param drawing with the layer's own values; null where words say all
 */
public record HelpView(String label, String sentence, @Nullable Drawing drawing) {}
