package fovea.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every pattern of the house, taken from its sources, reads a text in steps that grow with its length and
 * not with the square of it: whoever sends forty thousand spaces must not hold a core.
 */
class PatternsTest {

  /** A string literal, or several that are added up over lines. */
  private static final String LITERAL = "(\"(?:\\\\.|[^\"\\\\\\n])*+\"(?:\\s*+\\+\\s*+"
      + "\"(?:\\\\.|[^\"\\\\\\n])*+\")*+)";

  private static final Pattern USE = Pattern.compile(
      "(?:Pattern\\s*\\.\\s*(compile)|\\.(split|matches|replaceAll|replaceFirst))\\(\\s*"
          + LITERAL);

  private static final Pattern PIECE = Pattern.compile("\"((?:\\\\.|[^\"\\\\\\n])*+)\"");

  /** What texts are made of that make patterns go back and forth. */
  private static final List<String> UNITS = List.of("a", "0", "_", " ", "\t", "\n", ",", ".", "@",
      ":", "-", "x", "(", "[", "{", ";", "&", "/", "\"", "=", "~", "!", "1,", "a.", "; ", ", ",
      ":1",
      "[1]", "a~a!", "; name", "000");

  private static final List<String> ENDS = List.of("", "!", "\u0000", " x", "]");

  private static final int LENGTH = 300;

  /** Twice the length may take twice the steps, and a little for the ends; the square takes four times. */
  private static final double MOST_GROWTH = 2.6;

  private record Use(String how, String pattern) {}

  @Test
  void noPatternTakesTheSquareOfWhatPeopleSend() throws IOException {
    Set<String> slow = new TreeSet<>();
    List<Use> uses = uses();
    assertTrue(uses.size() > 60, "patterns found: " + uses.size());
    for (Use use : uses) {
      Pattern pattern = Pattern.compile(use.pattern);
      for (String unit : UNITS) {
        for (String end : ENDS) {
          long once = steps(use, pattern, unit, LENGTH, end);
          long twice = steps(use, pattern, unit, 2 * LENGTH, end);
          if (twice > 8 * LENGTH && twice > MOST_GROWTH * once) {
            slow.add("%s \"%s\" of many \"%s\" and \"%s\": %,d steps, then %,d"
                .formatted(use.how, use.pattern, unit, end, once, twice));
          }
        }
      }
    }
    assertEquals(Set.of(), slow);
  }

  private static List<Use> uses() throws IOException {
    List<Use> uses = new ArrayList<>();
    for (String room : List.of("engine", "web", "server")) {
      try (Stream<Path> files = Files.walk(Path.of("..", room, "src", "main", "java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher use = USE.matcher(Files.readString(file));
          while (use.find()) {
            String how = use.group(1) == null ? use.group(2) : use.group(1);
            uses.add(new Use(how, PIECE.matcher(use.group(3)).results()
                .map(piece -> piece.group(1).translateEscapes()).collect(Collectors.joining())));
          }
        }
      }
    }
    return uses;
  }

  /** The characters that are looked at on the way through; a pattern of its own is taken to match whole. */
  private static long steps(Use use, Pattern pattern, String unit, int times, String end) {
    Counted text = new Counted(unit.repeat(times) + end);
    Matcher matcher = pattern.matcher(text);
    if (use.how.equals("matches") || use.how.equals("compile")) {
      matcher.matches();
    } else {
      boolean more = matcher.find();
      while (more && !use.how.equals("replaceFirst")) {
        more = matcher.find();
      }
    }
    return text.looks;
  }

  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int at) {
      looks++;
      return text.charAt(at);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.subSequence(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
