package fovea.web.learn;

import fovea.web.Words;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the pages to look things up on: the lesson's figures, and the glossary. */
public final class ProsePresenter {

  private final Words words;
  private final LessonText text;

  public ProsePresenter(Words words) {
    this.words = words;
    this.text = new LessonText(Figures.ofNamed(), words, UnaryOperator.identity(),
        LearnPresenter.terms(words));
  }

  /** Every figure of the lesson beside the engine's. */
  public FiguresView figures() {
    Texts texts = Texts.of("figures", words);
    List<FiguresView.Row> rows = texts.sections().stream()
        .map(row -> new FiguresView.Row(row.word(), text.plain(row.title()),
            text.html(row.mark("Source")),
            text.html(row.mark("Right")), row.mark("Verdict"),
            words.say("learn.verdict." + row.mark("Verdict")), text.html(row.markdown())))
        .toList();
    long wrong = rows.stream().filter(row -> row.verdict().equals("wrong")).count();
    return new FiguresView(texts.title(), text.html(texts.lead()), texts.language(),
        untranslated(texts), words.say("learn.figures.count", rows.size(), wrong), rows);
  }

  /** The glossary, in the order of the language. */
  public GlossaryView glossary() {
    Texts texts = Texts.of("glossary", words);
    return new GlossaryView(texts.title(), text.html(texts.lead()), texts.language(),
        untranslated(texts), texts.sections().stream()
            .map(term -> new GlossaryView.Term(
                term.word(), term.title(), text.html(term.markdown())))
            .sorted(Comparator.comparing(GlossaryView.Term::name,
                Collator.getInstance(words.locale())))
            .toList());
  }

  private String untranslated(Texts texts) {
    return texts.isIn(words) ? "" : words.say("learn.untranslated");
  }
}
