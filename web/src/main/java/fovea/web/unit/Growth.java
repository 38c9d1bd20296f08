package fovea.web.unit;

import fovea.engine.explain.Cone;
import fovea.engine.network.Shape;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.unit.UnitView.GrowthRow;
import fovea.web.unit.UnitView.GrowthView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows how what a unit sees has grown, layer by layer. */
final class Growth {

  private static final float WIDTH = 100;
  private static final float HEIGHT = 40;

  private final TracedUnit traced;
  private final Words words;
  private final Numbers numbers;

  Growth(TracedUnit traced, Words words) {
    this.traced = traced;
    this.words = words;
    this.numbers = words.numbers();
  }

  @Nullable
  GrowthView view() {
    List<Cone.Step> steps = traced.cone().map(Cone::steps).orElse(List.of());
    if (steps.isEmpty()) {
      return null;
    }
    double largest = steps.stream().mapToDouble(Growth::size).max().orElse(1);
    List<GrowthRow> rows = new ArrayList<>();
    StringBuilder sizes = new StringBuilder();
    StringBuilder jumps = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Cone.Step step = steps.get(i);
      float x = steps.size() == 1 ? WIDTH / 2 : WIDTH * i / (steps.size() - 1);
      float y = (float) (HEIGHT * (1 - size(step) / largest));
      double jump = step.layer().field().vertical().stride();
      sizes.append(i == 0 ? "" : " ").append(x).append(',').append(y);
      jumps.append(i == 0 ? "" : " ").append(x).append(',')
          .append((float) (HEIGHT * (1 - jump / largest)));
      rows.add(row(step, x, y));
    }
    return new GrowthView(rows, sizes.toString(), jumps.toString(), numbers.plain(largest),
        words.say("unit.growth.label", numbers.plain(largest)));
  }

  /** As the formulas have it; what lies behind a layer that sees everything is as large as that. */
  private static double size(Cone.Step step) {
    return step.layer().field().vertical().size();
  }

  private GrowthRow row(Cone.Step step, float x, float y) {
    ReceptiveField field = step.layer().field();
    String id = step.layer().id();
    String reads = step.layer().output() instanceof Shape.Maps maps
        ? words.say("unit.growth.of", size(step.rows(), step.columns()),
            size(maps.height(), maps.width()))
        : words.say("unit.growth.features");
    String sees = field.seesAll()
        ? words.say("quantity.field.image")
        : numbers.plain(field.vertical().size()) + " × " + numbers.plain(field.horizontal().size());
    String jump = field.seesAll() ? "–" : numbers.plain(field.vertical().stride());
    Optional<String> box = step.seen().map(UnitPresenter::box);
    return new GrowthRow(id, traced.open().place().unit(step.middle()), reads, sees, jump,
        box.orElse(null), words.say("unit.growth.text", id, reads, sees), x, y);
  }

  private String size(long height, long width) {
    return numbers.whole(height) + " × " + numbers.whole(width);
  }
}
