package fovea.web.unit;

import fovea.engine.explain.Cone;
import fovea.engine.network.Shape;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Tick;
import fovea.web.Words;
import fovea.web.unit.UnitView.GrowthRow;
import fovea.web.unit.UnitView.GrowthView;
import fovea.web.workbench.FieldWords;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows how what a unit sees has grown, layer by layer, from a pixel of the picture on. Places in the
 * plot are percent of its width and height.
 */
final class Growth {

  private final TracedUnit traced;
  private final Words words;
  private final Numbers numbers;
  private final FieldWords fields;
  private final int pictureHeight;

  Growth(TracedUnit traced, Words words) {
    this.traced = traced;
    this.words = words;
    this.numbers = words.numbers();
    this.fields = new FieldWords(words);
    this.pictureHeight = traced.open().reading().network().input().height();
  }

  @Nullable
  GrowthView view() {
    List<Cone.Step> steps = traced.cone().map(Cone::steps).orElse(List.of());
    if (steps.isEmpty()) {
      return null;
    }
    double largest = steps.stream().mapToDouble(this::size).max().orElse(1);
    int layers = traced.cone().map(Cone::layers).orElse(0);
    float bottom = down(1, largest);
    StringBuilder sizes = new StringBuilder("0.0," + bottom);
    StringBuilder jumps = new StringBuilder("0.0," + bottom);
    List<GrowthRow> rows = new ArrayList<>();
    for (Cone.Step step : steps) {
      float x = across(rows.size() + 1, steps.size());
      float y = down(size(step), largest);
      sizes.append(' ').append(x).append(',').append(y);
      if (!step.layer().field().seesAll()) {
        double jump = Math.min(largest, step.layer().field().vertical().jump().toDouble());
        jumps.append(' ').append(x).append(',').append(down(jump, largest));
      }
      rows.add(row(step, x, y));
    }
    return new GrowthView(rows, sizes.toString(), jumps.toString(),
        Tick.upward(largest, numbers), Tick.onward(0, layers, numbers),
        printed(steps.getLast()), words.say("unit.growth.label", largest(steps)),
        layers == steps.size()
            ? ""
            : words.say("unit.growth.some", numbers.whole(steps.size()), numbers.whole(layers)));
  }

  private static float across(double depth, int deepest) {
    return (float) (100 * depth / deepest);
  }

  private static float down(double size, double largest) {
    return (float) (100 * (1 - size / largest));
  }

  /** As the formulas have it; a unit that sees everything sees the whole picture at least. */
  private BigInteger rows(Cone.Step step) {
    ReceptiveField field = step.layer().field();
    return field.seesAll()
        ? field.vertical().size().max(BigInteger.valueOf(pictureHeight))
        : field.vertical().size();
  }

  /** To be drawn, so it is finite. */
  private double size(Cone.Step step) {
    return Math.min(Long.MAX_VALUE, rows(step).doubleValue());
  }

  private String printed(Cone.Step step) {
    ReceptiveField field = step.layer().field();
    return field.seesAll() ? fields.whole(rows(step)) : fields.size(field.vertical());
  }

  private String largest(List<Cone.Step> steps) {
    return fields.whole(
        steps.stream().map(this::rows).reduce(BigInteger.ONE, BigInteger::max));
  }

  private GrowthRow row(Cone.Step step, float x, float y) {
    ReceptiveField field = step.layer().field();
    String id = step.layer().id();
    String reads = step.layer().output() instanceof Shape.Maps maps
        ? words.say("unit.growth.of",
            size(numbers.whole(step.rows()), numbers.whole(step.columns())),
            size(numbers.whole(maps.height()), numbers.whole(maps.width())))
        : words.say("unit.growth.features");
    String sees = field.seesAll()
        ? words.say("quantity.field.image")
        : size(fields.size(field.vertical()), fields.size(field.horizontal()));
    String jump = field.seesAll() ? "–" : fields.jump(field);
    Optional<String> box = step.seen().map(UnitPresenter::box);
    return new GrowthRow(id, traced.open().place().unit(step.middle()), reads, sees, jump,
        box.orElse(null), words.say("unit.growth.text", id, reads, sees), x, y);
  }

  /** Where there is little room a line breaks between two sizes, not within one. */
  private static String size(String height, String width) {
    return height + "\u00a0×\u00a0" + width;
  }
}
