package fovea.web;

import fovea.web.room.BarView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who a page is for.
 *
 * @param csrf the token that the page's forms send back
 * @param locale the language that the reader's browser asks for
 * @param isNewcomer whether the page still says what it is
 * @param room that the reader is in; null if they are in none
 */
public record Visit(String csrf, Locale locale, boolean isNewcomer, @Nullable BarView room) {

  /** Of somebody who is not greeted. */
  public Visit(String csrf, Locale locale) {
    this(csrf, locale, false, null);
  }

  /** The words for this reader. */
  public Words words() {
    return Words.in(locale);
  }
}
