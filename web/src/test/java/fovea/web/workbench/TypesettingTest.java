package fovea.web.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.zoo.Zoo;
import fovea.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every formula that the page could ask KaTeX for is one that KaTeX reads: of networks that work, and
 * of networks that somebody has moved about. Skipped where there is no Node.js.
 */
class TypesettingTest {

  private static final String TYPESETS = """
      import { readFileSync } from "node:fs";
      const { TYPESETTING, withRoleClasses } = await import(process.argv[1] + "js/lib/tex.js");
      globalThis.self = globalThis;
      await import(process.argv[1] + "vendor/katex-0.18.11/katex.min.js");
      const { katex } = globalThis;
      for (const tex of readFileSync(0, "utf8").split("\\n").filter(Boolean)) {
        try {
          katex.renderToString(withRoleClasses(tex), TYPESETTING);
        } catch (error) {
          console.log(error.message);
        }
      }""";

  @Test
  void kaTeXReadsEveryFormula() throws IOException, InterruptedException {
    Set<String> formulas = new TreeSet<>();
    Random random = new Random(12);
    for (String zoo : List.of("tinyvgg", "lenet5", "squeezenet1_1")) {
      Network network = Zoo.network(zoo);
      collect(network, formulas);
      for (int round = 0; round < 5; round++) {
        network = disturbed(network, random);
        collect(network, formulas);
      }
    }
    assertTrue(formulas.stream().anyMatch(tex -> tex.contains("∉")), "nothing was moved too far");
    assertEquals("", typeset(formulas));
  }

  /** A layer is moved or taken away, and another reads what it should not. */
  private static Network disturbed(Network network, Random random) {
    List<Node> nodes = network.nodes();
    Node one = nodes.get(random.nextInt(nodes.size()));
    Node other = nodes.get(random.nextInt(nodes.size()));
    Network moved = one.id().equals(other.id())
        ? network
        : new Edit.Move(one.id(), other.id()).applyTo(network);
    return random.nextInt(3) == 0
        ? new Edit.Remove(one.id()).applyTo(moved)
        : new Edit.Replace(one.id(), one.reading(List.of(other.id()))).applyTo(moved);
  }

  private static void collect(Network network, Set<String> formulas) {
    for (String language : Words.LANGUAGES) {
      InspectorPresenter inspector = new InspectorPresenter(
          Networks.opened(network), Words.in(Locale.of(language)));
      inspector.problems().forEach(problem -> add(problem.formula(), formulas));
      for (Node node : network.nodes()) {
        InspectorView shown = inspector.of(node.id(), Typed.FINE);
        shown.oddities().forEach(oddity -> add(oddity.formula(), formulas));
        shown.quantities().forEach(quantity -> Stream
            .concat(Stream.ofNullable(quantity.formula()), quantity.more().stream())
            .forEach(formula -> add(formula, formulas)));
      }
    }
  }

  private static void add(FormulaView formula, Set<String> formulas) {
    formulas.add(formula.tex());
    formulas.add(formula.symbols());
  }

  private static String typeset(Set<String> formulas) throws IOException, InterruptedException {
    String files = String.valueOf(TypesettingTest.class.getResource("/static/js/fovea.js"))
        .replace("js/fovea.js", "");
    Process node = node(List.of("node", "--input-type=module", "-e", TYPESETS, files));
    try (OutputStream to = node.getOutputStream()) {
      to.write(String.join("\n", formulas).getBytes(UTF_8));
    }
    String complaints = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, node.waitFor(), complaints);
    return complaints;
  }

  private static Process node(List<String> command) throws InterruptedException {
    try {
      Process version = new ProcessBuilder("node", "--version").start();
      assumeTrue(version.waitFor() == 0);
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noNode) {
      assumeTrue(false, "no Node.js on the PATH");
      throw new AssertionError(noNode);
    }
  }
}
