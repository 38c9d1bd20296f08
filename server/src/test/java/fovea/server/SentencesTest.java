package fovea.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import fovea.web.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every refusal in the source code is known to the translations. Which sentences there are is read
 * from the code itself; what it puts into them stands as a 7.
 */
class SentencesTest {

  /** Only programs meet these: they read English. */
  private static final Set<String> FOR_PROGRAMS = Set.of("Origins.java", "EditDocument.java");

  private static final Pattern TWO_WORDS = Pattern.compile("[a-z]{3,} [a-z]{2,}");

  @Test
  void everyReasonToRefuseIsSaidInTheReadersLanguage() throws IOException {
    Set<String> sentences = sentences();
    assertTrue(sentences.size() > 100, "the code was read");
    Set<String> english = new TreeSet<>(sentences);
    // In Chinese two words in a row are English, also where only a part was translated.
    english.removeIf(sentence -> !Words.in(Locale.of("es")).translated(sentence).equals(sentence)
        && !TWO_WORDS.matcher(Words.in(Locale.of("zh")).translated(sentence)).find());
    assertEquals(Set.of(), english, "messages.properties has no said. with this text");
  }

  @Test
  void aSentenceWithinASentenceIsTranslatedToo() {
    Words spanish = Words.in(Locale.of("es"));
    assertEquals(
        "layers[0] \"A\": padding debe ser un número entero o un par como [3, 5], se encontró"
            + " \"same\"",
        spanish.translated("layers[0] \"A\": padding must be a whole number or a pair such"
            + " as [3, 5], found \"same\""));
    assertEquals(
        "El archivo no es de esta red: la red no tiene ningún parámetro llamado b; la red no"
            + " tiene ningún parámetro llamado c; y 1 más.",
        spanish.translated("The file is not this"
            + " network's: the network has no parameter named b; the network has no parameter named c;"
            + " and 1 more."));
  }

  private static Set<String> sentences() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> sentences = new TreeSet<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of(), null,
          files.getJavaFileObjectsFromPaths(sources()));
      for (CompilationUnitTree file : task.parse()) {
        new Refusals(sentences).scan(file, null);
      }
    }
    return sentences;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String root : List.of("src/main/java", "../engine/src/main/java")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(path -> path.toString().endsWith(".java"))
            .filter(path -> !path.toString().contains("/server/api/"))
            .filter(path -> !FOR_PROGRAMS.contains(path.getFileName().toString()))
            .forEach(sources::add);
      }
    }
    return sources;
  }

  /** Finds what is said where something is refused. */
  private static final class Refusals extends TreeScanner<Void, Void> {

    private final Set<String> sentences;

    Refusals(Set<String> sentences) {
      this.sentences = sentences;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      if (call.getMethodSelect().toString().matches("Refusal\\.(\\w+)")) {
        keep(said(call.getArguments().getLast()));
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void none) {
      if (made.getIdentifier().toString().matches("Malformed\\w+|DocumentTooLarge")) {
        made.getArguments().stream().map(Refusals::said).forEach(this::keep);
      }
      return super.visitNewClass(made, null);
    }

    private void keep(List<String> said) {
      said.stream()
          // A variable holds how these begin.
          .map(text -> text.replaceFirst("^7(?=each |it )", "The picture is 7 × 7 pixels; "))
          .filter(TWO_WORDS.asPredicate()).forEach(sentences::add);
    }

    /** The texts that an expression may come to. */
    private static List<String> said(Tree expression) {
      return switch (expression) {
        case LiteralTree literal -> List.of(String.valueOf(literal.getValue()));
        case ParenthesizedTree inner -> said(inner.getExpression());
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
          said(sum.getLeftOperand()).stream()
              .flatMap(left -> said(sum.getRightOperand()).stream().map(left::concat)).toList();
        case ConditionalExpressionTree either ->
          Stream.concat(said(either.getTrueExpression()).stream(),
              said(either.getFalseExpression()).stream()).toList();
        case MethodInvocationTree call -> List.of(called(call));
        default -> List.of("7");
      };
    }

    private static String called(MethodInvocationTree call) {
      String method = call.getMethodSelect().toString();
      if (method.endsWith(".formatted")) {
        return method.replaceAll("^\"|\"\\.formatted$", "").replaceAll("%[,.\\d]*\\w", "7");
      } else if (method.equals("String.format")) {
        return said(call.getArguments().get(1)).getFirst().replaceAll("%[,.\\d]*\\w", "7");
      }
      return !method.contains("found") ? "7" : method.endsWith("substring") ? " 7" : ", found 7";
    }
  }
}
