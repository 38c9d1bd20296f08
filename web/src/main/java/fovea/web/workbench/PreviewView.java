package fovea.web.workbench;

/**
 * A network as text, to read and to copy.
 *
 * @param window title where this is a page of its own
 * @param title the format
 * @param name of the network
 * @param address of its page
 * @param file where to download the text
 * @param choice where the text is with or without annotations; empty if there is no such choice
 * @param isAnnotated which of them it is
 * @param text all of it
 */
public record PreviewView(
    String window, String title, String name, String address, String file, String choice,
    boolean isAnnotated, String text) {}
