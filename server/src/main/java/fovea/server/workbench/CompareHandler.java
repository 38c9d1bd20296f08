package fovea.server.workbench;

import fovea.engine.compare.Comparison;
import fovea.engine.compare.Comparison.Change;
import fovea.engine.compare.Comparison.Row;
import fovea.engine.format.ComparisonTable;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.picture.BuiltInPictures;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.VersionStore;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.Words;
import fovea.web.compare.Asked;
import fovea.web.compare.Choosing;
import fovea.web.compare.Choosing.History;
import fovea.web.compare.ComparePresenter;
import fovea.web.compare.CompareView;
import fovea.web.compare.Subject;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.VersionsPresenter.Kept;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two networks side by side, to look at and to take along. */
final class CompareHandler {

  private final NetworkStore store;
  private final Starter starter;
  private final VersionStore versions;
  private final BuiltInPictures builtIn;
  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Answers answers;

  CompareHandler(NetworkStore store, Starter starter, VersionStore versions,
      BuiltInPictures builtIn,
      OpenNetworks networks, NetworkRuns runs, Answers answers) {
    this.store = store;
    this.starter = starter;
    this.versions = versions;
    this.builtIn = builtIn;
    this.networks = networks;
    this.runs = runs;
    this.answers = answers;
  }

  /** The words for two networks, as {@link ComparedNetworks} has them, opened on one picture. */
  private record Two(String left, String right, Opened leftOpened, Opened rightOpened) {

    Comparison comparison() {
      return Comparison.of(leftOpened.reading(), rightOpened.reading());
    }
  }

  /**
   * {@code ?left=&right=&picture=&layer=&rows=changed}: the page, or for htmx the chosen row; without
   * both networks the choice of them.
   */
  void show(Context context) {
    String left = text(context, "left");
    String right = text(context, "right");
    Words words = Answers.visit(context).words();
    ComparePresenter presenter = new ComparePresenter(words);
    if (left.isEmpty() || right.isEmpty()) {
      answers.html(context, "compare",
          presenter.choice(choosing(context, left, right), left, right));
      return;
    }
    Two two = opened(context, left, right);
    Comparison comparison = two.comparison();
    Asked asked = new Asked(text(context, "picture"), text(context, "layer"),
        text(context, "rows").equals("changed"), Math.max(0, number(context, "left_map")),
        Math.max(0, number(context, "right_map")), number(context, "y"), number(context, "x"));
    CompareView view = presenter.both(choosing(context, left, right), comparison,
        subject(left, two.leftOpened, words), subject(right, two.rightOpened, words), asked,
        chosen(comparison, asked.layer()));
    answers.page(context, context.path(), "compare", "compare/chosen", view);
  }

  /** The same as a file: {@code txt}, {@code csv} or {@code md}. */
  void file(Context context) {
    Two two = opened(context, text(context, "left"), text(context, "right"));
    TableHandler.send(context, ComparisonTable.of(two.comparison()),
        name(two.leftOpened) + " - " + name(two.rightOpened));
  }

  private static String name(Opened opened) {
    return opened.reading().network().name();
  }

  private Two opened(Context context, String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      throw Refusal.malformed("A comparison needs two networks, \"left\" and \"right\".");
    }
    Owner owner = Session.of(context).owner();
    String asked = text(context, "picture");
    String picture = asked.isEmpty() ? ComparedNetworks.picture(left, right) : asked;
    return new Two(left, right, networks.compared(owner, left + "," + picture),
        networks.compared(owner, right + "," + picture));
  }

  private static Optional<Row> chosen(Comparison comparison, String layer) {
    List<Row> rows = comparison.rows();
    if (layer.isEmpty()) {
      return rows.stream()
          .filter(row -> row.change() == Change.CHANGED).findFirst()
          .or(() -> rows.stream().findFirst());
    }
    return Optional.of(comparison.indexOf(layer).map(rows::get).orElseThrow(
        () -> Refusal.notFound("The comparison has no layer \"" + layer
            + "\"; choose one of its rows.")));
  }

  private Subject subject(String word, Opened opened, Words words) {
    NetworkReading reading = opened.reading();
    String name = reading.network().name();
    return new Subject(word,
        word.contains("@")
            ? words.say("compare.version.of", name, word.substring(word.lastIndexOf('@') + 1))
            : name,
        networks.view(opened), opened.keys(), ComparedNetworks.workbench(word, reading.network()),
        words.translated(runs.refusal(opened).orElse("")));
  }

  private Choosing choosing(Context context, String left, String right) {
    Owner owner = Session.of(context).owner();
    Map<String, String> mine = new LinkedHashMap<>();
    starter.list(owner, Answers.visit(context).locale())
        .forEach(kept -> mine.put(kept.id(), kept.name()));
    List<History> histories = Stream.of(left, right)
        .filter(word -> !word.isEmpty() && ComparedNetworks.isKept(word))
        .map(ComparedNetworks::id).distinct()
        .flatMap(id -> store.find(owner, id).stream())
        .map(kept -> new History(kept.id(), kept.network().name(),
            versions.list(owner, kept.id()).stream()
                .filter(version -> version.number() != kept.version().number())
                .map(version -> new Kept(version.number(), version.what(), version.subject(),
                    version.label(), version.madeAt()))
                .toList()))
        .toList();
    return new Choosing(mine, histories, builtIn.names());
  }

  private static String text(Context context, String name) {
    String text = context.queryParam(name);
    return text == null ? "" : text.strip();
  }

  private static int number(Context context, String name) {
    String text = text(context, name);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : Chosen.MIDDLE;
  }
}
