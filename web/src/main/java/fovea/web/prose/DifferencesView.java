package fovea.web.prose;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.web.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Where frameworks disagree: {@code docs/differences.md} as a page, on which each network document is
 * followed by the way to open it.
 *
 * @param lead what to do with the page, in the reader's language
 * @param html the document, without its title
 */
public record DifferencesView(String lead, String html) {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(),
      HeadingAnchorExtension.create());

  private static final String DOCUMENT = read();

  /**
   * The view.
   *
   * @param address where a network opens
   */
  public static DifferencesView of(Function<Network, String> address, Words words) {
    Node document = Parser.builder().extensions(EXTENSIONS).build().parse(DOCUMENT);
    Cases cases = new Cases(address, words.say("compare.workbench"));
    document.accept(cases);
    HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS)
        .attributeProviderFactory(_ -> DifferencesView::attributes).build();
    return new DifferencesView(words.say("differences.lead", cases.count),
        renderer.render(document));
  }

  private static void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof TableBlock && tag.equals("table")) {
      attributes.put("class", "table");
    }
    if (node instanceof FencedCodeBlock && tag.equals("pre")) {
      // What may scroll has to be reached by keys.
      attributes.put("tabindex", "0");
    }
  }

  /** Puts the way into the workbench behind each network, and takes the title away. */
  private static final class Cases extends AbstractVisitor {
    private final Function<Network, String> address;
    private final String open;
    private int count;

    Cases(Function<Network, String> address, String open) {
      this.address = address;
      this.open = open;
    }

    @Override
    public void visit(Heading heading) {
      if (heading.getLevel() == 1) {
        heading.unlink();
      }
    }

    @Override
    public void visit(FencedCodeBlock block) {
      Link link = new Link(address.apply(NetworkDocument.parse(block.getLiteral())), null);
      link.appendChild(new Text(open));
      Paragraph way = new Paragraph();
      way.appendChild(link);
      block.insertAfter(way);
      count++;
    }
  }

  private static String read() {
    try (InputStream file = DifferencesView.class.getResourceAsStream("differences.md")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
