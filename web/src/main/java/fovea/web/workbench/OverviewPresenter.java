package fovea.web.workbench;

import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.picture.Folding;
import fovea.engine.picture.Grouping;
import fovea.engine.picture.Layout;
import fovea.engine.picture.Layout.Card;
import fovea.engine.picture.Layout.Wire;
import fovea.engine.picture.Part;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the picture of the network: its cards and what is around them. */
final class OverviewPresenter {

  private static final List<Integer> DETAILS = List.of(0, 1, 3);

  private final OpenNetwork open;
  private final NetworkReading reading;
  private final Words words;
  private final ShapeWords shapes;
  private final Folding folding;
  private final Layout layout;
  private final Set<String> problems = new HashSet<>();

  OverviewPresenter(OpenNetwork open, Words words, Folding folding) {
    this.open = open;
    this.reading = open.reading();
    this.words = words;
    this.shapes = new ShapeWords(words);
    List<Part> parts = Grouping.of(reading);
    this.folding = folding.settled(parts);
    this.layout = Layout.of(reading, this.folding);
    reading.problems().stream().map(Problem::layer).forEach(problems::add);
  }

  OverviewView view() {
    return new OverviewView(layout.width(), layout.height(), layout.lanes(),
        layout.wires().stream().filter(wire -> !wire.isArc()).map(Wire::path)
            .collect(Collectors.joining()),
        layout.wires().stream().filter(Wire::isArc).toList(),
        layout.bands().stream().map(band -> new OverviewView.Band(band.x(), band.y(),
            band.width(), said(band.group()), fold(band.group(), true))).toList(),
        details(), open.address() + "/overview.svg?fold=" + folding.text());
  }

  private List<OverviewView.Detail> details() {
    int at = DETAILS.indexOf(Math.min(folding.detail(), 2) == 2 ? 3 : folding.detail());
    List<OverviewView.Detail> details = new ArrayList<>();
    for (int i = 0; i < DETAILS.size(); i++) {
      String fold = new Folding(DETAILS.get(i), Set.of()).text();
      boolean isChosen = i == at && folding.turned().isEmpty();
      details.add(new OverviewView.Detail(words.say("overview.detail." + DETAILS.get(i)),
          page(fold), part(fold), isChosen, i == at - 1 ? "[" : i == at + 1 ? "]" : ""));
    }
    return details;
  }

  List<OverviewColumn> columns() {
    return layout.cards().stream().map(this::column).toList();
  }

  private OverviewColumn column(Card card) {
    if (card.id().equals(Node.INPUT)) {
      Shape.Maps input = open.input();
      return new OverviewColumn(Node.INPUT, open.address(Node.INPUT), Kind.INPUT.word(),
          state(List.of(Node.INPUT), true), ShapeWords.data(input),
          words.say("overview.input", PictureWords.name(open.picture(), words),
              shapes.said(input)),
          Node.INPUT, shapes.narrowest(input), sheet(Node.INPUT), open.pictureAddress(), card.x(),
          card.y(), null, "");
    }
    Layout.Group group = card.group();
    Node node = reading.network().node(card.id());
    Shape output = card.output();
    String what = group == null ? LayerType.of(node.layer()).name() : count(group);
    String name = group == null ? card.id() : name(group);
    String verdict = new ClassWords(open, words).verdict(card.id());
    return new OverviewColumn(card.id(), open.address(card.id()),
        group == null ? Kind.of(node.layer()).word() : "group",
        state(group == null ? List.of(card.id()) : group.layers(), output != null),
        output == null ? "" : ShapeWords.data(output),
        output == null
            ? words.say("overview.unknown", name, what)
            : words.say("overview.layer", name, what, shapes.said(output))
                + (verdict.isEmpty() ? "" : words.say("list.separator") + verdict),
        name, output == null ? "?" : shapes.narrowest(output), sheet(card.id()), "", card.x(),
        card.y(), group == null ? null : fold(group, false),
        verdict);
  }

  private OverviewView.Fold fold(Layout.Group group, boolean isOpen) {
    String fold = folding.turning(group.word()).text();
    String label = words.say(isOpen ? "overview.fold" : "overview.unfold", said(group));
    return new OverviewView.Fold(page(fold), part(fold), words.say("overview.parts",
        words.numbers().whole(group.parts())), label, String.join(" ", group.layers()));
  }

  /** "layer1, residual stage of 3". */
  private String said(Layout.Group group) {
    return group.name().isEmpty()
        ? count(group)
        : words.say("overview.group", group.name(), count(group));
  }

  private String count(Layout.Group group) {
    return words.say("overview.count", kind(words, group.kind()),
        words.numbers().whole(group.parts()));
  }

  private String name(Layout.Group group) {
    return group.name().isEmpty() ? kind(words, group.kind()) : group.name();
  }

  /** What people call such a group. */
  static String kind(Words words, Part.Kind kind) {
    return words.say("group." + kind.name());
  }

  private String page(String fold) {
    return open.address() + "?fold=" + fold;
  }

  private String part(String fold) {
    return open.address() + "/overview?fold=" + fold;
  }

  private String sheet(String id) {
    return open.runOf(id).map(run -> open.activation(id, run.key()) + "/sheet?maps=8").orElse("");
  }

  private String state(List<String> layers, boolean known) {
    return layers.stream().anyMatch(problems::contains) ? "problem" : known ? "" : "unknown";
  }
}
