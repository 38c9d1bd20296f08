package fovea.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes HTML of views. A template is a whole page, or an answer: some of the very fragments that the
 * page is composed of, to be swapped in. Templates see {@code view}, {@code visit} and {@code files}. For many
 * threads; one is enough for a server.
 */
public final class Pages {

  private final TemplateEngine engine = new TemplateEngine();
  private final String files;

  /** Pages that find their style sheets, scripts and drawings under that address. */
  public Pages(String files) {
    this.files = files;
    ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(
        Pages.class.getClassLoader());
    templates.setPrefix("templates/");
    templates.setSuffix(".html");
    templates.setTemplateMode(TemplateMode.HTML);
    templates.setCharacterEncoding("UTF-8");
    templates.setCacheable(true);
    StandardDialect dialect = new StandardDialect();
    dialect.setVariableExpressionEvaluator(new RecordPaths());
    engine.setDialect(dialect);
    engine.setTemplateResolver(templates);
    engine.setMessageResolver(new FromWords());
  }

  /** The HTML of a template under {@code templates/} with that view. */
  public String html(String template, Object view, Visit visit) {
    Context context = new Context(visit.words().locale(),
        Map.of("view", view, "visit", visit, "files", files));
    return engine.process(template, context);
  }

  /** Lets {@code #{key}} in templates say the same words as presenters do. */
  private static final class FromWords extends AbstractMessageResolver {

    @Override
    public String resolveMessage(
        ITemplateContext context, @Nullable Class<?> origin, String key,
        Object @Nullable [] arguments) {
      return Words.in(context.getLocale()).say(key, arguments == null ? new Object[0] : arguments);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, @Nullable Class<?> origin, String key,
        Object @Nullable [] arguments) {
      throw new IllegalArgumentException("messages.properties has no \"" + key + "\"");
    }
  }
}
