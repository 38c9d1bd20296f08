package fovea.web.compare;

import fovea.engine.compare.Comparison;
import fovea.engine.compare.Comparison.Change;
import fovea.engine.compare.Comparison.Row;
import fovea.engine.compare.Comparison.Side;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.web.Words;
import fovea.web.compare.CompareView.BothView;
import fovea.web.compare.CompareView.ChosenView;
import fovea.web.compare.CompareView.Filter;
import fovea.web.compare.CompareView.LayerView;
import fovea.web.compare.CompareView.RowView;
import fovea.web.compare.CompareView.SideView;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.Kind;
import fovea.web.workbench.LayerNote;
import fovea.web.workbench.ShapeWords;
import fovea.web.workbench.StagePresenter;
import fovea.web.workbench.StageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the page of a comparison. */
public final class ComparePresenter {

  private final Words words;
  private final Figures figures;
  private final ShapeWords shapes;
  private final LayerNote notes;

  public ComparePresenter(Words words) {
    this.words = words;
    this.figures = new Figures(words);
    this.shapes = new ShapeWords(words);
    this.notes = new LayerNote(words);
  }

  /** The page where one network or none is chosen yet; its word, or empty. */
  public CompareView choice(Choosing choosing, String left, String right) {
    return new CompareView(words.say("compare.window.choice"), words.say("compare.title"),
        choosing.view(words, left, right, ""), Ready.links(words, left, right), null);
  }

  /**
   * The page of two networks.
   *
   * @param chosen the row that is looked at; empty if there are no rows
   */
  public CompareView both(
      Choosing choosing, Comparison comparison, Subject left, Subject right, Asked asked,
      Optional<Row> chosen) {
    String heading = words.say("compare.heading", left.name(), right.name());
    String base = "/compare?left=" + left.word() + "&right=" + right.word()
        + (asked.picture().isEmpty() ? "" : "&picture=" + asked.picture());
    String layer = chosen.map(row -> "&layer=" + row.key()).orElse("");
    String rows = asked.changedOnly() ? "&rows=changed" : "";
    return new CompareView(words.say("compare.window", left.name(), right.name()), heading,
        choosing.view(words, left.word(), right.word(), asked.picture()),
        Ready.links(words, left.word(), right.word()),
        new BothView(left.name(), right.name(),
            figures.summary(comparison, left.name(), right.name()),
            List.of(left, right).stream().flatMap(subject -> note(subject).stream()).toList(),
            figures.totals(comparison), chosen(left, right, asked, chosen),
            filters(comparison, base + layer, asked.changedOnly()),
            comparison.rows().stream()
                .filter(row -> !asked.changedOnly() || row.change() != Change.SAME)
                .map(row -> row(row, base + rows + "&layer=" + row.key(),
                    chosen.filter(row::equals).isPresent()))
                .toList(),
            "/compare.", base.substring("/compare".length())));
  }

  private Optional<String> note(Subject subject) {
    return subject.open().reading().problems().stream().findFirst()
        .map(problem -> words.say("compare.unknown", subject.name(), problem.layer()));
  }

  private List<Filter> filters(Comparison comparison, String address, boolean changedOnly) {
    long changed = comparison.rows().stream().filter(row -> row.change() != Change.SAME).count();
    return List.of(
        new Filter(address,
            words.say("compare.rows.all", words.numbers().whole(comparison.rows().size())),
            !changedOnly),
        new Filter(address + "&rows=changed",
            words.say("compare.rows.changed", words.numbers().whole(changed)), changedOnly));
  }

  private RowView row(Row row, String address, boolean isChosen) {
    String state = row.change().name().toLowerCase(Locale.ROOT);
    return new RowView(row.key(), address, state, words.say("compare.row." + state),
        layer(row.left()), layer(row.right()), figures.cells(row.left(), row.right()), isChosen);
  }

  private @Nullable LayerView layer(@Nullable Side side) {
    return side == null
        ? null
        : new LayerView(side.node().id(), Kind.of(side.node().layer()).word(),
            LayerType.of(side.node().layer()).name(), note(side),
            side.reading().map(layer -> shapes.narrow(layer.output())).orElse("?"));
  }

  /** What the layer does, where its type does not say it. */
  private String note(Side side) {
    String note = notes.of(side.node().layer(),
        side.reading().map(LayerReading::inputShape).orElse(null));
    return note.equals(LayerType.of(side.node().layer()).name()) ? "" : note;
  }

  private ChosenView chosen(Subject left, Subject right, Asked asked, Optional<Row> chosen) {
    List<SideView> sides = new ArrayList<>();
    if (chosen.isPresent()) {
      Row row = chosen.get();
      sides.add(side("left", left, row.left(), at(row.left(), asked.leftMap(), asked)));
      sides.add(side("right", right, row.right(),
          row.left() == null || asked.y() == Chosen.MIDDLE
              ? at(row.right(), asked.rightMap(), asked)
              : mirrored(row, asked)));
    }
    return new ChosenView(chosen.map(Row::key).orElse(""),
        words.say("compare.window", left.name(), right.name()), sides);
  }

  private static Chosen at(@Nullable Side side, int map, Asked asked) {
    return new Chosen(side == null ? "" : side.node().id(), map, asked.y(), asked.x());
  }

  /** The unit on the right that lies where the chosen one lies on the left. */
  private static Chosen mirrored(Row row, Asked asked) {
    Chosen chosen = at(row.right(), asked.rightMap(), asked);
    return shape(row.left()) instanceof Shape.Maps from
        && shape(row.right()) instanceof Shape.Maps to
            ? new Chosen(chosen.layer(), chosen.map(),
                (int) ((asked.y() + 0.5) * to.height() / from.height()),
                (int) ((asked.x() + 0.5) * to.width() / from.width()))
            : Chosen.layer(chosen.layer());
  }

  private static @Nullable Shape shape(@Nullable Side side) {
    return side == null ? null : side.reading().map(LayerReading::output).orElse(null);
  }

  private SideView side(String word, Subject subject, @Nullable Side side, Chosen chosen) {
    String mark = words.say("compare." + word);
    String work = subject.workbench();
    if (side == null) {
      return new SideView(word, mark, subject.name(), work, "", "",
          words.say("compare.none", subject.name()), null);
    }
    String id = side.node().id();
    StageView stage = new StagePresenter(subject.open(), words).of(chosen,
        Optional.ofNullable(subject.refusal().isEmpty() ? subject.keys().get(id) : null));
    String refusal = side.reading().isEmpty()
        ? words.say("stage.unknown.note")
        : subject.refusal();
    return new SideView(word, mark, subject.name(),
        work.startsWith("/networks/") ? work + "?layer=" + id : work, id,
        LayerType.of(side.node().layer()).name()
            + (note(side).isEmpty() ? "" : " · " + note(side)),
        refusal,
        refusal.isEmpty() ? stage : null);
  }
}
