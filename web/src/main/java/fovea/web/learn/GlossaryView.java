package fovea.web.learn;

import java.util.List;

/** The field's words, explained. */
public record GlossaryView(
    String title, String lead, String language, String untranslated, List<Term> terms) {

  public GlossaryView {
    terms = List.copyOf(terms);
  }

  /**
   * One of them.
   *
   * @param word its place on the page
   * @param html what it means
   */
  public record Term(String word, String name, String html) {}
}
