package fovea.web;

import java.util.Locale;

/**
 * Who a page is for.
 *
 * @param csrf the token that the page's forms send back
 * @param locale the language that the reader's browser asks for
 */
public record Visit(String csrf, Locale locale) {

  /** The words for this reader. */
  public Words words() {
    return Words.in(locale);
  }
}
