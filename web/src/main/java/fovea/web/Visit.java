package fovea.web;

import java.util.Locale;

/**
 * Who a page is for.
 *
 * @param csrf the token that the page's forms send back
 * @param locale the language that the reader's browser asks for
 * @param isNewcomer whether the page still says what it is
 */
public record Visit(String csrf, Locale locale, boolean isNewcomer) {

  /** Of somebody who is not greeted. */
  public Visit(String csrf, Locale locale) {
    this(csrf, locale, false);
  }

  /** The words for this reader. */
  public Words words() {
    return Words.in(locale);
  }
}
