package fovea.web.room;

/**
 * What everybody in a room hears.
 *
 * @param message to everybody; empty if there is none
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param question that everybody is asked; empty if there is none
 * @param isPaused whether students cannot change anything for now
 */
public record Said(String message, String spotlight, String question, boolean isPaused) {}
