package fovea.web.learn;

import fovea.engine.exercise.Arithmetic;
import fovea.web.Numbers;
import fovea.web.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes a page of a text of the course: Markdown in which {@code {= expression | form}} is a figure that
 * the engine computes, {@code $tex$} a formula, and links of kinds of their own move the piece that lies
 * beside it, point at a part of it, or explain a term. For one page.
 */
final class LessonText {

  /** Ours alone write these texts: what is tried here is short. */
  private static final Pattern FIGURE = Pattern.compile("\\{= ([^|}]+?)(?: \\| (\\w+))? ?}");
  private static final Pattern DISPLAYED = Pattern.compile("\\$\\$([^$]+)\\$\\$");
  private static final Pattern INLINE = Pattern.compile("\\$([^$\\n]+)\\$");

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS)
      .attributeProviderFactory(_ -> LessonText::attributes).build();

  private static final String UNKNOWN = "—";

  private final Figures figures;
  private final Words words;
  private final UnaryOperator<String> moved;
  private final Map<String, String> terms;

  /**
   * What makes pages for a reader.
   *
   * @param figures what the numbers are read from
   * @param moved the address of the piece after a link such as {@code ?layer=conv1}, {@code at:0/5/5} or
   *     {@code set:stride=2}
   * @param terms the explanations of the glossary, in plain text, by the words for its terms
   */
  LessonText(
      Figures figures, Words words, UnaryOperator<String> moved, Map<String, String> terms) {
    this.figures = figures;
    this.words = words;
    this.moved = moved;
    this.terms = terms;
  }

  /** The page. */
  String html(String markdown) {
    String text = replaced(DISPLAYED, markdown, it -> formula(it.group(1), " data-display"));
    text = replaced(INLINE, text, it -> formula(it.group(1), ""));
    text = replaced(FIGURE, text, this::figure);
    Node document = PARSER.parse(text);
    document.accept(new Ways());
    return RENDERER.render(document);
  }

  /** Without any mark: for titles and tooltips. */
  String plain(String markdown) {
    return html(markdown).replaceAll("<[^>]{0,2000}>", "").replace("&quot;", "\"")
        .replace("&amp;", "&").strip();
  }

  private static String replaced(
      Pattern pattern, String text, java.util.function.Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(it -> Matcher.quoteReplacement(by.apply(it)));
  }

  private String figure(MatchResult it) {
    String expression = it.group(1);
    String form = it.group(2) == null ? "" : it.group(2);
    try {
      BigDecimal value = Arithmetic.value(expression, figures);
      return "<data class=\"figure\" data-figure=\"" + expression + "\" value=\""
          + value.stripTrailingZeros().toPlainString() + "\">" + printed(value, form) + "</data>";
    } catch (NoSuchElementException | ArithmeticException unknown) {
      return "<data class=\"figure\" value=\"\">" + UNKNOWN + "</data>";
    }
  }

  /** A number as this language writes it, in that form. */
  String printed(BigDecimal value, String form) {
    Numbers numbers = words.numbers();
    return switch (form) {
      case "" -> isWhole(value)
          ? numbers.whole(value.toBigInteger())
          : numbers.alike(4, value.doubleValue()).apply(value.doubleValue());
      case "round" -> numbers.whole(rounded(value));
      case "bytes" -> numbers.bytes(rounded(value));
      case "percent" -> numbers.percent(value.doubleValue());
      case "scaled" -> numbers.scaled(rounded(value).longValueExact());
      case "times" -> words.say("compare.factor", value.abs().compareTo(BigDecimal.TEN) < 0
          ? numbers.plain(value.doubleValue())
          : numbers.whole(rounded(value)));
      default -> throw new IllegalArgumentException("no figure is printed as \"" + form + "\"");
    };
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  private static BigInteger rounded(BigDecimal value) {
    return value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  private String formula(String tex, String attributes) {
    String valued = replaced(FIGURE, tex.strip(), it -> {
      try {
        BigDecimal value = Arithmetic.value(it.group(1), figures);
        return printed(value, it.group(2) == null ? "" : it.group(2))
            .replace("" + words.numbers().grouping(), "{" + words.numbers().grouping() + "}");
      } catch (NoSuchElementException | ArithmeticException unknown) {
        return "\\text{" + UNKNOWN + "}";
      }
    });
    return "<span class=\"formula\" data-island=\"formula\"" + attributes + " data-tex=\""
        + escaped(valued) + "\">" + escaped(PlainTex.of(valued)) + "</span>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  private static void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof TableBlock && tag.equals("table")) {
      attributes.put("class", "table");
    }
  }

  /** Links that do more than lead elsewhere, and code whose lines can be pointed at. */
  private final class Ways extends AbstractVisitor {

    @Override
    public void visit(Link link) {
      String to = link.getDestination();
      visitChildren(link);
      if (to.startsWith("point:")) {
        wrap(link, "<button type=\"button\" class=\"points\" data-points=\""
            + escaped(to.substring("point:".length())) + "\">", "</button>");
      } else if (to.startsWith("term:")) {
        String term = to.substring("term:".length());
        wrap(link, "<a class=\"term\" href=\"" + Course.ADDRESS + "/glossary#" + escaped(term)
            + "\" title=\"" + escaped(terms.getOrDefault(term, "")) + "\">", "</a>");
      } else if (!to.startsWith("/")) {
        wrap(link, "<a class=\"moves\" data-moves href=\"" + escaped(moved.apply(to)) + "\">",
            "</a>");
      }
    }

    private void wrap(Link link, String before, String after) {
      link.insertBefore(html(before));
      while (link.getFirstChild() != null) {
        link.insertBefore(link.getFirstChild());
      }
      link.insertBefore(html(after));
      link.unlink();
    }

    private static HtmlInline html(String literal) {
      HtmlInline html = new HtmlInline();
      html.setLiteral(literal);
      return html;
    }

    /** What is to be guessed first is folded. */
    @Override
    public void visit(BlockQuote quote) {
      visitChildren(quote);
      quote.insertBefore(block("<details class=\"reveal\"><summary>"
          + escaped(words.say("learn.reveal")) + "</summary>"));
      while (quote.getFirstChild() != null) {
        quote.insertBefore(quote.getFirstChild());
      }
      quote.insertBefore(block("</details>"));
      quote.unlink();
    }

    private static HtmlBlock block(String literal) {
      HtmlBlock html = new HtmlBlock();
      html.setLiteral(literal);
      return html;
    }

    @Override
    public void visit(FencedCodeBlock block) {
      StringBuilder lines = new StringBuilder("<ol class=\"code\" tabindex=\"0\" lang=\"en\">");
      int number = 1;
      for (String line : block.getLiteral().lines().toList()) {
        lines.append("<li data-line=\"line-").append(number++).append("\"><code>")
            .append(escaped(line)).append("</code></li>");
      }
      block.insertAfter(block(lines.append("</ol>").toString()));
      block.unlink();
    }
  }
}
