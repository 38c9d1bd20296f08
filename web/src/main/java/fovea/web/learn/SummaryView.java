package fovea.web.learn;

import java.util.List;

/** What somebody has read and answered, to print or to hand in. */
public record SummaryView(String date, List<Part> parts, List<Reflection> reflections) {

  public SummaryView {
    parts = List.copyOf(parts);
    reflections = List.copyOf(reflections);
  }

  /** A part of the course, and how far they are in it. */
  public record Part(String name, String said) {}

  /** A question to think about, in HTML, and what they wrote. */
  public record Reflection(String question, String text) {}
}
