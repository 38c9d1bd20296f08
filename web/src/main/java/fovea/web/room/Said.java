package fovea.web.room;

/**
 * What everybody in a room hears.
 *
 * @param message to everybody; empty if there is none
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param question that everybody is asked; empty if there is none
 */
public record Said(String message, String spotlight, String question) {}
