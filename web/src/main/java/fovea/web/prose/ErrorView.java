package fovea.web.prose;

import fovea.web.Words;

/**
 * The page that says why a request was not served.
 *
 * @param title of the window
 * @param heading what kind of error it is, in a few words
 * @param detail the reason, in a sentence
 */
public record ErrorView(String title, String heading, String detail) {

  /** The view of an HTTP status; one that has no words of its own is somebody's bug. */
  public static ErrorView of(int status, String detail, Words words) {
    String heading = words.find("error." + status).orElseGet(() -> words.say("error.500"));
    return new ErrorView(words.say("error.title", heading), heading, detail);
  }
}
