package fovea.web.workbench;

import org.jspecify.annotations.Nullable;

/**
 * What an argument does.
 *
 * @param label of what opens it, for readers of screens
 * @param sentence in words
 * @param drawing with the layer's own values; null where words say all
 * @param term of the glossary that says more; empty if there is none
 */
public record HelpView(String label, String sentence, @Nullable Drawing drawing, String term) {}
