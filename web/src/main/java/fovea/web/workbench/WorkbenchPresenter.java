package fovea.web.workbench;

import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.picture.Folding;
import fovea.engine.reading.NetworkReading.Totals;
import fovea.engine.zoo.Block;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.workbench.TotalsView.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the workbench, as a whole page or as what changed on it. */
public final class WorkbenchPresenter {

  /** One swap of a long list costs a browser less than hundreds of small ones. */
  private static final int MOST_PIECES = 100;

  private final Words words;
  private final PictureChoices choices;
  private final Folding folding;

  /** A presenter in a language; the choices are those of the picture dialog. */
  public WorkbenchPresenter(Words words, PictureChoices choices, Folding folding) {
    this.words = words;
    this.choices = choices;
    this.folding = folding;
  }

  /**
   * What pictures there are and how they can be treated, by the words that forms send.
   *
   * @param builtIn such as {@code harbour}
   * @param fits such as {@code crop}
   * @param normalisations such as {@code zero_to_one}
   * @param steps such as {@code rotate}, with the words for its numbers
   */
  public record PictureChoices(
      List<String> builtIn, List<String> fits, List<String> normalisations,
      Map<String, List<String>> steps) {}

  /** The whole page. */
  public WorkbenchView page(OpenNetwork open, Chosen chosen, Typed typed) {
    OverviewPresenter overview = overview(open);
    return view(open, chosen, typed, new NetworkRows(open, words).rows(), overview.columns(),
        overview.view(), Pieces.ALL);
  }

  /** Another layer, chosen on a page that is there: no rows, no columns. */
  public WorkbenchView chosen(OpenNetwork open, Chosen chosen, Typed typed) {
    return view(open, chosen, typed, List.of(), List.of(), OverviewView.NONE, Pieces.NONE);
  }

  /** The picture of the network, with other groups folded than before. */
  public WorkbenchView folded(OpenNetwork open, Chosen chosen) {
    OverviewPresenter overview = overview(open);
    return view(open, chosen, Typed.FINE, List.of(), overview.columns(), overview.view(),
        Pieces.NONE);
  }

  /**
   * What an edit has changed: only the rows and columns that look different now, unless layers came,
   * went or moved, and of the rest only what differs.
   */
  public WorkbenchView changed(OpenNetwork before, OpenNetwork after, Chosen chosen) {
    OverviewPresenter old = overview(before);
    OverviewPresenter now = overview(after);
    List<LayerRow> rows = new NetworkRows(after, words).rows();
    List<LayerRow> other = changed(new NetworkRows(before, words).rows(), rows);
    Pieces brings = new Pieces(!ids(before).equals(ids(after)) || other.size() > MOST_PIECES,
        !old.view().equals(now.view()) || !cards(old).equals(cards(now)),
        !before.reading().problems().isEmpty() || !after.reading().problems().isEmpty(),
        !totals(before).equals(totals(after)),
        !name(before).equals(name(after)),
        !before.picture().equals(after.picture()) || !before.input().equals(after.input()),
        before.place().canUndo() != after.place().canUndo()
            || before.place().canRedo() != after.place().canRedo());
    return view(after, chosen, Typed.FINE, brings.rows() ? rows : other,
        brings.overview() ? now.columns() : changed(old.columns(), now.columns()), now.view(),
        brings);
  }

  private OverviewPresenter overview(OpenNetwork open) {
    return new OverviewPresenter(open, words, folding);
  }

  private static List<String> ids(OpenNetwork open) {
    return open.reading().network().nodes().stream().map(Node::id).toList();
  }

  private static String name(OpenNetwork open) {
    return open.reading().network().name();
  }

  private static List<String> cards(OverviewPresenter overview) {
    return overview.columns().stream().map(OverviewColumn::id).toList();
  }

  private static <T> List<T> changed(List<T> before, List<T> after) {
    Set<T> same = new HashSet<>(before);
    return after.stream().filter(entry -> !same.contains(entry)).toList();
  }

  private WorkbenchView view(
      OpenNetwork open, Chosen chosen, Typed typed, List<LayerRow> rows,
      List<OverviewColumn> columns, OverviewView overview, Pieces brings) {
    Chosen seen = chosen.among(open.runOf(chosen.layer()));
    InspectorPresenter inspector = new InspectorPresenter(open, words);
    return new WorkbenchView(open.place(), open.shown(),
        words.say("title", chosen.layer(), name(open)),
        new HeaderView(name(open), PictureWords.choice(open.picture(), open.input(), words)),
        rows, columns, overview, brings, inspector.problems(), inspector.moreProblems(),
        new StagePresenter(open, words).of(seen), inspector.of(chosen.layer(), typed),
        totals(open), run(open), pictures(open), adding(),
        new WeightsPresenter(open, words).of(seen).orElse(null),
        new GoalsPresenter(words).of(open.task(), open.reading(), open.outcome()).orElse(null), "");
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
    String limits = open.reading().problems().stream().findFirst()
        .map(problem -> words.say("totals.limits", problem.layer())).orElse("");
    return new TotalsView(facts, limits, open.isFresh() && nanos(open) > 0
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
      case RunProgress.Idle _ when open.isFresh() || open.reading().layers().isEmpty() ->
        new RunView(address, "idle", 0, "");
      case RunProgress.Idle(long tooLongMillis) when tooLongMillis > 0 ->
        new RunView(address, "stale", 0,
            words.say("run.large", words.numbers().time(tooLongMillis * 1_000_000)));
      case RunProgress.Idle _ ->
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
        open.pictureAddress(), open.picture().steps().stream().map(this::step).toList(),
        choices(List.copyOf(choices.steps.keySet()), "picture.step.", ""));
  }

  private PicturesView.StepView step(OpenNetwork.PictureStep step) {
    List<String> labels = choices.steps.getOrDefault(step.kind(), List.of());
    List<PicturesView.NumberView> numbers = new ArrayList<>();
    for (int i = 0; i < step.numbers().size(); i++) {
      numbers.add(new PicturesView.NumberView(i == 0 ? "amount" : "second",
          words.say("picture.step.number." + labels.get(i)), step.numbers().get(i)));
    }
    return new PicturesView.StepView(
        step.kind(), words.say("picture.step." + step.kind()), numbers);
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
    List<AddLayerView.Type> blocks = Arrays.stream(Block.values())
        .map(block -> new AddLayerView.Type(block.word(), "group",
            words.say("block." + block.word() + ".note")))
        .toList();
    return new AddLayerView(groups, blocks);
  }
}
