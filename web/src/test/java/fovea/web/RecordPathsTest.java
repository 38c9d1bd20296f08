package fovea.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class RecordPathsTest {

  /** A layer of a network. */
  public record Layer(String id, @Nullable Layer before, List<String> notes) {

    /** Fails where there is none. */
    public String note() {
      return notes.get(0);
    }
  }

  private static final Layer CONV = new Layer("conv1", null, List.of("3×3"));
  private static final Layer RELU = new Layer("relu1", CONV, List.of());

  private static String html(String template) {
    StandardDialect dialect = new StandardDialect();
    dialect.setVariableExpressionEvaluator(new RecordPaths());
    TemplateEngine engine = new TemplateEngine();
    engine.setDialect(dialect);
    engine.setTemplateResolver(new StringTemplateResolver());
    return engine.process(template, new Context(null, Map.of("layer", RELU)));
  }

  @Test
  void aPathGoesFromRecordToRecord() {
    assertEquals("<b>conv1</b>", html("<b th:text=\"${layer.before().id()}\"></b>"));
  }

  @Test
  void whatListsCanDoIsOnTheWay() {
    assertEquals("<b>no notes</b>",
        html("<b th:if=\"${layer.notes().isEmpty()}\">no notes</b>"));
    assertEquals("<b>1</b>", html("<b th:text=\"${layer.before().notes().size()}\"></b>"));
  }

  @Test
  void whatIsNoPathIsTheInterpretersMatter() {
    assertEquals("<b>the relu1</b>", html("<b th:text=\"${'the ' + layer.id()}\"></b>"));
    assertEquals("<i>0 3×3</i>", html("<i th:each=\"note, at : ${layer.before().notes()}\""
        + " th:text=\"|${at.index} ${note}|\"></i>"));
  }

  @Test
  void aPathThatEndsTooEarlySaysWhere() {
    assertTrue(failure("${layer.before().before().id()}")
        .contains("nothing to ask for id in ${layer.before().before().id()}"));
    assertTrue(failure("${layer.colour()}").contains("has no colour()"));
  }

  @Test
  void whatARecordThrowsIsKept() {
    assertTrue(failure("${layer.note()}").contains("Index 0 out of bounds"));
  }

  /** What is said about it, from the outermost to the innermost. */
  private static String failure(String expression) {
    StringBuilder said = new StringBuilder();
    Throwable thrown = assertThrows(TemplateProcessingException.class,
        () -> html("<b th:text=\"" + expression + "\"></b>"));
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      said.append(cause.getMessage()).append('\n');
    }
    return said.toString();
  }
}
