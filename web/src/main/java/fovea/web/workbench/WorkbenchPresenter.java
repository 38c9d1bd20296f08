package fovea.web.workbench;

import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading.Totals;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.workbench.TotalsView.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the workbench, as a whole page or as what changed on it. */
public final class WorkbenchPresenter {

  /** One swap of a long list costs a browser less than hundreds of small ones. */
  private static final int MOST_PIECES = 100;

  private final Words words;
  private final PictureChoices choices;

  /** A presenter in a language; the choices are those of the picture dialog. */
  public WorkbenchPresenter(Words words, PictureChoices choices) {
    this.words = words;
    this.choices = choices;
  }

  /**
   * What pictures there are and how they can be treated, by the words that forms send.
   *
   * @param builtIn such as {@code harbour}
   * @param fits such as {@code crop}
   * @param normalisations such as {@code zero_to_one}
   */
  public record PictureChoices(
      List<String> builtIn, List<String> fits, List<String> normalisations) {}

  /** The whole page. */
  public WorkbenchView page(OpenNetwork open, Chosen chosen, Typed typed) {
    NetworkRows rows = new NetworkRows(open, words);
    return view(open, chosen, typed, rows.rows(), rows.columns(), true);
  }

  /** Another layer, chosen on a page that is there: no rows, no columns. */
  public WorkbenchView chosen(OpenNetwork open, Chosen chosen, Typed typed) {
    return view(open, chosen, typed, List.of(), List.of(), false);
  }

  /**
   * What an edit or a run has changed: only the rows and columns that look different now, unless
   * layers came, went or moved.
   */
  public WorkbenchView changed(OpenNetwork before, OpenNetwork after, Chosen chosen) {
    if (!ids(before).equals(ids(after))) {
      return page(after, chosen, Typed.FINE);
    }
    NetworkRows old = new NetworkRows(before, words);
    NetworkRows now = new NetworkRows(after, words);
    List<LayerRow> rows = changed(old.rows(), now.rows());
    List<OverviewColumn> columns = changed(old.columns(), now.columns());
    return rows.size() + columns.size() > MOST_PIECES
        ? view(after, chosen, Typed.FINE, now.rows(), now.columns(), true)
        : view(after, chosen, Typed.FINE, rows, columns, false);
  }

  private static List<String> ids(OpenNetwork open) {
    return open.reading().network().nodes().stream().map(Node::id).toList();
  }

  private static <T> List<T> changed(List<T> before, List<T> after) {
    Set<T> same = new HashSet<>(before);
    return after.stream().filter(entry -> !same.contains(entry)).toList();
  }

  private WorkbenchView view(
      OpenNetwork open, Chosen chosen, Typed typed, List<LayerRow> rows,
      List<OverviewColumn> columns, boolean whole) {
    InspectorPresenter inspector = new InspectorPresenter(open, words);
    String name = open.reading().network().name();
    return new WorkbenchView(open.place(), words.say("title", chosen.layer(), name),
        new HeaderView(name, PictureWords.choice(open.picture(), open.input(), words),
            open.address() + "/link"),
        rows, columns, whole, inspector.problems(), new StagePresenter(open, words).of(chosen),
        inspector.of(chosen.layer(), typed), totals(open), run(open), pictures(open), adding());
  }

  private TotalsView totals(OpenNetwork open) {
    Numbers numbers = words.numbers();
    Totals totals = open.reading().totals();
    List<Fact> facts = List.of(
        new Fact(words.say("totals.layers"),
            numbers.whole(open.reading().network().nodes().size()), ""),
        new Fact(words.say("totals.parameters"), numbers.whole(totals.parameters()), ""),
        new Fact(words.say("totals.macs"), numbers.whole(totals.macs()),
            words.say("totals.macs.explained")),
        new Fact(words.say("totals.torchinfo"), numbers.whole(totals.torchinfoMacs()),
            words.say("totals.torchinfo.explained")),
        new Fact(words.say("totals.memory"), numbers.bytes(totals.activationBytes()), ""));
    return new TotalsView(facts, open.isFresh()
        ? List.of(new Fact(words.say("totals.run"), numbers.time(nanos(open)),
            words.say("totals.run.explained")))
        : List.of());
  }

  private static long nanos(OpenNetwork open) {
    return open.runs().values().stream().mapToLong(LayerRun::nanos).sum();
  }

  /** The run button, or how far the run is. */
  public RunView run(OpenNetwork open) {
    String address = open.address() + "/run";
    return switch (open.run()) {
      case RunProgress.Waiting(int ahead, long millis) ->
        new RunView(address, "waiting", 0, ahead == 0
            ? words.say("run.waiting")
            : words.say("run.waiting.about", words.numbers().time(millis * 1_000_000)));
      case RunProgress.Running(double share, String layer) ->
        new RunView(address, "running", (int) Math.round(share * 100), layer);
      case RunProgress.Failed(String reason) -> new RunView(address, "failed", 0, reason);
      case RunProgress.Idle() when open.isFresh() || open.reading().layers().isEmpty() ->
        new RunView(address, "idle", 0, "");
      case RunProgress.Idle() ->
        new RunView(address, "stale", 0, open.hasMaps() ? words.say("run.stale") : "");
    };
  }

  private PicturesView pictures(OpenNetwork open) {
    return new PicturesView(
        choices.builtIn.stream()
            .map(name -> new PicturesView.BuiltIn("builtin:" + name,
                words.say("picture.builtin." + name), "/pictures/" + name,
                name.equals(open.picture().builtIn())))
            .toList(),
        choices(choices.fits, "picture.fit.", open.picture().fit()),
        choices(choices.normalisations, "picture.normalisation.", open.picture().normalisation()),
        open.pictureAddress());
  }

  private List<FieldView.Choice> choices(List<String> all, String key, String chosen) {
    return all.stream()
        .map(word -> new FieldView.Choice(word, words.say(key + word), word.equals(chosen)))
        .toList();
  }

  private AddLayerView adding() {
    List<AddLayerView.Group> groups = new ArrayList<>();
    for (Kind kind : Arrays.asList(Kind.values()).subList(1, Kind.values().length)) {
      groups.add(new AddLayerView.Group(words.say("kind." + kind.word()),
          LayerType.all().stream()
              .filter(type -> Kind.of(type) == kind)
              .map(type -> new AddLayerView.Type(type.name(), kind.word(),
                  words.say("type." + type.name())))
              .toList()));
    }
    return new AddLayerView(groups);
  }
}
