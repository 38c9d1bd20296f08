package fovea.web.principles;

import fovea.engine.explain.Equivariance;
import fovea.engine.explain.Tolerance;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.principles.EquivarianceView.Look;
import fovea.web.principles.EquivarianceView.MoveRow;
import fovea.web.principles.EquivarianceView.Shift;
import fovea.web.principles.EquivarianceView.Step;
import fovea.web.principles.EquivarianceView.Through;
import fovea.web.principles.EquivarianceView.ToleranceRow;
import fovea.web.workbench.FieldWords;
import java.util.List;
import java.util.Optional;

/** Makes the view of what moves along with the picture, and says what breaks it. */
public final class EquivariancePresenter {

  private final Moved moved;
  private final Words words;
  private final Numbers numbers;
  private final String layer;

  /** A presenter of what was measured. */
  public EquivariancePresenter(Moved moved, Words words) {
    this.moved = moved;
    this.words = words;
    this.numbers = words.numbers();
    this.layer = moved.look().filter(Moved.Look::isAsked).map(it -> "&layer=" + it.layer().layer())
        .orElse("");
  }

  /** The view. */
  public EquivarianceView view() {
    return new EquivarianceView(shift(),
        words.say("principles.shift.said", numbers.whole(moved.dy()), numbers.whole(moved.dx())),
        summary(), moved.layers().stream().map(this::row).toList(),
        moved.look().map(this::look).orElse(null),
        moved.tolerances().stream().map(this::row).toList());
  }

  private Shift shift() {
    Maps input = moved.network().network().input();
    int dy = moved.dy();
    int dx = moved.dx();
    return new Shift(dy, dx, moved.noise(), address("{dy}", "{dx}") + layer, moved.picture(),
        input.height(), input.width(), layer.replace("&layer=", ""),
        List.of(step("←", "left", dy, dx - 1), step("↑", "up", dy - 1, dx),
            step("↓", "down", dy + 1, dx), step("→", "right", dy, dx + 1),
            step("0", "back", 0, 0)));
  }

  private Step step(String arrow, String word, int dy, int dx) {
    return new Step(arrow, words.say("principles.shift." + word), address(dy, dx) + layer);
  }

  private String address(Object dy, Object dx) {
    return moved.address() + "?dy=" + dy + "&dx=" + dx + "&noise=" + moved.noise();
  }

  private String summary() {
    return moved.layers().stream().filter(it -> state(it).equals("stride")).findFirst()
        .map(it -> words.say("principles.summary.stride", it.layer(),
            percent(Math.max(it.inside(), it.cells() == 0 ? it.difference() : 0))))
        .orElseGet(() -> words.say(moved.layers().stream().allMatch(it -> isExact(it.difference()))
            ? "principles.summary.still"
            : "principles.summary.whole"));
  }

  private MoveRow row(Equivariance it) {
    String state = state(it);
    boolean isMap = !state.equals("features");
    return new MoveRow(it.layer(), address(moved.dy(), moved.dx()) + "&layer=" + it.layer(),
        moved.look().filter(look -> look.layer().equals(it)).isPresent(),
        isMap ? numbers.plain(it.down()) + ", " + numbers.plain(it.across()) : "–",
        it.cells() == 0 ? "–" : percent(it.inside()), percent(it.difference()),
        bar(it.difference()), bar(it.inside()), state, verdict(it, state),
        moved.sheets().get(it.layer()));
  }

  private String state(Equivariance it) {
    if (reading(it).output() instanceof Features) {
      return "features";
    }
    if (isExact(it.difference())) {
      return "moves";
    }
    if (!it.isWhole()) {
      return "stride";
    }
    return it.cells() == 0 ? "all" : isExact(it.inside()) ? "border" : "other";
  }

  private String verdict(Equivariance it, String state) {
    LayerReading here = reading(it);
    LayerReading breaker = breaker(here);
    boolean isOwn = breaker.id().equals(here.id());
    return switch (state) {
      case "stride" -> isOwn
          ? words.say("principles.state.stride.own", steps(here), jump(here.field()))
          : words.say("principles.state.stride.before", breaker.id(), jump(here.field()));
      case "other" -> words.say("principles.state.other", percent(it.inside()));
      case "moves" -> words.say("principles.state.moves");
      default -> words.say("principles.state." + state, percent(it.difference()));
    };
  }

  /** The last layer on the way from the picture to this one that takes larger steps. */
  private LayerReading breaker(LayerReading layer) {
    LayerReading at = layer;
    while (at.field().vertical().jump().equals(at.fieldBefore().vertical().jump())
        && at.field().horizontal().jump().equals(at.fieldBefore().horizontal().jump())) {
      Optional<LayerReading> before = moved.network().layer(at.inputs().getFirst());
      if (at.inputs().getFirst().equals(Node.INPUT) || before.isEmpty()) {
        return layer;
      }
      at = before.get();
    }
    return at;
  }

  private String steps(LayerReading layer) {
    String down = step(layer.fieldBefore().vertical(), layer.field().vertical());
    String across = step(layer.fieldBefore().horizontal(), layer.field().horizontal());
    return down.equals(across) ? down : down + " × " + across;
  }

  private String step(Extent before, Extent here) {
    double step = before.jump().toDouble() == 0
        ? 0
        : here.jump().toDouble() / before.jump().toDouble();
    return numbers.plain(step);
  }

  private String jump(ReceptiveField field) {
    return new FieldWords(words).jump(field);
  }

  private LayerReading reading(Equivariance it) {
    return moved.network().layer(it.layer()).orElseThrow();
  }

  private Look look(Moved.Look look) {
    Equivariance it = look.layer();
    Maps maps = (Maps) reading(it).output();
    int map = look.map();
    String here = address(moved.dy(), moved.dx()) + "&layer=" + it.layer();
    String which = words.say(map == it.map() ? "principles.map.most" : "principles.map",
        numbers.whole(map), numbers.whole(maps.channels()));
    return new Look(it.layer(), which, map == 0 ? null : here + "&map=" + (map - 1),
        map == maps.channels() - 1 ? null : here + "&map=" + (map + 1),
        map == it.map() ? null : here, verdict(it, state(it)),
        (float) maps.width() / maps.height(), look.sheet());
  }

  private ToleranceRow row(Tolerance it) {
    return new ToleranceRow(it.layer(), through(it.shiftIn(), it.shiftOut()),
        through(it.noiseIn(), it.noiseOut()));
  }

  private Through through(double in, double out) {
    String share = in == 0
        ? words.say("principles.tolerance.still")
        : words.say(out <= in ? "principles.tolerance.forgives" : "principles.tolerance.adds",
            numbers.percent(Math.abs(1 - out / in)));
    return new Through(percent(in), percent(out), bar(in), bar(out), share);
  }

  /** A bar is full where two numbers are as far apart as the layer's largest is from zero. */
  private static float bar(double share) {
    return (float) Math.min(100, 100 * share);
  }

  private static boolean isExact(double share) {
    return share <= Equivariance.ROUNDING;
  }

  private String percent(double share) {
    return numbers.percent(isExact(share) ? 0 : share);
  }
}
