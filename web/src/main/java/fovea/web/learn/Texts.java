package fovea.web.learn;

import fovea.web.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A text of the course in one language: a file under {@code learn/xx/}. One that was not translated yet
 * is there in English. Immutable.
 *
 * @param language of the words, which may not be the one asked for
 * @param title the first heading
 * @param lead what stands between it and the first section
 * @param sections in their order
 */
record Texts(String language, String title, String lead, List<Section> sections) {

  private static final String ENGLISH = "en";
  private static final Set<String> MARKS = Set.of("Right", "See", "Answer", "Task", "Source",
      "Verdict");
  private static final Map<String, Optional<Texts>> READ = new ConcurrentHashMap<>();

  /**
   * What stands under one heading, {@code ## word: title}.
   *
   * @param word how code calls it
   * @param title what people read
   * @param marks its lines {@code Name: value} at the top, such as {@code Right: true}
   * @param markdown the rest
   */
  record Section(String word, String title, Map<String, String> marks, String markdown) {

    Section {
      marks = Map.copyOf(marks);
    }

    /**
     * One of the lines at the top.
     *
     * @throws NoSuchElementException if it is not there
     */
    String mark(String name) {
      return Optional.ofNullable(marks.get(name)).orElseThrow(
          () -> new NoSuchElementException("\"" + word + "\" has no line \"" + name + ":\""));
    }
  }

  Texts {
    sections = List.copyOf(sections);
  }

  /** The text of that name for a reader, in English where their language has none. */
  static Texts of(String name, Words words) {
    return in(words.locale().getLanguage(), name)
        .or(() -> in(ENGLISH, name))
        .orElseThrow(() -> new NoSuchElementException("the course has no text \"" + name + "\""));
  }

  /** The text of that name in that language, if there is one. */
  static Optional<Texts> in(String language, String name) {
    return READ.computeIfAbsent(language + "/" + name, file -> read(language, file));
  }

  /**
   * The section of that word.
   *
   * @throws NoSuchElementException if there is none
   */
  Section section(String word) {
    return sections.stream().filter(section -> section.word.equals(word)).findFirst()
        .orElseThrow(() -> new NoSuchElementException(title + " has no section \"" + word + "\""));
  }

  /** Whether it is written in the reader's language. */
  boolean isIn(Words words) {
    return language.equals(words.locale().getLanguage());
  }

  private static Optional<Texts> read(String language, String file) {
    try (InputStream stream = Texts.class.getResourceAsStream(file + ".md")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(parse(language,
              new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Texts parse(String language, String file) {
    String title = "";
    StringBuilder lead = new StringBuilder();
    List<Section> sections = new ArrayList<>();
    StringBuilder body = lead;
    String heading = "";
    for (String line : file.lines().toList()) {
      if (line.startsWith("# ")) {
        title = line.substring(2).strip();
      } else if (line.startsWith("## ")) {
        add(sections, heading, body);
        heading = line.substring(3);
        body = new StringBuilder();
      } else {
        body.append(line).append('\n');
      }
    }
    add(sections, heading, body);
    return new Texts(language, title, lead.toString().strip(), sections);
  }

  private static void add(List<Section> sections, String heading, StringBuilder body) {
    if (heading.isEmpty()) {
      return;
    }
    int colon = heading.indexOf(':');
    Map<String, String> marks = new HashMap<>();
    List<String> lines = body.toString().strip().lines().toList();
    int from = 0;
    for (; from < lines.size(); from++) {
      String[] mark = lines.get(from).split(": ", 2);
      if (mark.length < 2 || !MARKS.contains(mark[0])) {
        break;
      }
      marks.put(mark[0], mark[1].strip());
    }
    sections.add(new Section(heading.substring(0, colon).strip(),
        heading.substring(colon + 1).strip(), marks,
        String.join("\n", lines.subList(from, lines.size())).strip()));
  }
}
