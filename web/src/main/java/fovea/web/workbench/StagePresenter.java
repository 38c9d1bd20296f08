package fovea.web.workbench;

import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.ReceptiveField;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.workbench.StageView.FieldData;
import java.math.BigInteger;
import java.util.Optional;

/** Makes the view of one layer's values and of the picture beside them. */
public final class StagePresenter {

  /** Of a pattern that is longer scripts get the beginning. */
  private static final int MOST_UNITS = 4_096;

  private static final BigInteger FURTHEST = BigInteger.ONE.shiftLeft(50);

  private static final FieldData ONE_CELL = new FieldData("1 0:0", "1 0:0", false);

  private final OpenNetwork open;
  private final Numbers numbers;
  private final Words words;

  /** A presenter of that network in a language. */
  public StagePresenter(OpenNetwork open, Words words) {
    this.open = open;
    this.words = words;
    this.numbers = words.numbers();
  }

  /** The view of the layer that is looked at. */
  public StageView of(Chosen chosen) {
    return of(chosen, open.runOf(chosen.layer()).map(LayerRun::key));
  }

  /** The same with the word for the layer's values, which need not have been computed yet. */
  public StageView of(Chosen chosen, Optional<String> key) {
    String id = chosen.layer();
    boolean isInput = id.equals(Node.INPUT);
    Optional<LayerReading> layer = open.reading().layer(id);
    Shape shape = open.reading().shapeOf(id);
    boolean known = isInput || layer.isPresent();
    Optional<String> values = key.filter(_ -> known);
    String activation = values.map(it -> open.activation(id, it)).orElse("");
    Shape.Maps maps = maps(known ? shape : new Shape.Features(0));
    FieldData field = layer.map(it -> data(it.field())).orElse(ONE_CELL);
    boolean isFresh = open.isFresh();
    ClassWords classes = new ClassWords(open, words);
    return new StageView(id, layer.map(it -> Kind.of(it.node().layer())).orElse(Kind.INPUT).word(),
        state(known, values.isPresent(), shape), maps.channels(), maps.height(), maps.width(),
        values.isPresent() ? activation + "/maps/" : "",
        values.isPresent() ? activation + "/sheet" : "",
        chosen.among(open.runOf(id))
            .within(maps.height(), shape instanceof Shape.Features ? 0 : maps.width()),
        field,
        open.pictureAddress(), open.input().height(), open.input().width(),
        isFresh ? "" + smallest() : "", isFresh ? "" + largest() : "",
        caption(id, layer, field),
        numbers.whole(shape instanceof Shape.Features(long count) ? count : maps.channels()),
        words.say("stage.size", numbers.whole(maps.height()), numbers.whole(maps.width())),
        new StageNotes(open, words).of(id), String.join("\n", classes.of(id)),
        classes.verdict(id), classes.isShares(id));
  }

  private static String state(boolean known, boolean hasRun, Shape shape) {
    return !known
        ? "unknown"
        : !hasRun ? "waiting" : shape instanceof Shape.Features ? "vector" : "maps";
  }

  /** A vector is one map of one row. */
  private static Shape.Maps maps(Shape shape) {
    return switch (shape) {
      case Shape.Maps maps -> maps;
      case Shape.Features(long count) ->
        new Shape.Maps(1, 1, (int) Math.min(count, Integer.MAX_VALUE));
    };
  }

  private static FieldData data(ReceptiveField field) {
    return new FieldData(data(field.vertical()), data(field.horizontal()), field.seesAll());
  }

  private static String data(Extent extent) {
    long units = Math.min(extent.period(), MOST_UNITS);
    StringBuilder data = new StringBuilder(
        near(extent.jump().times(units).floor()).toString());
    for (long unit = 0; unit < units; unit++) {
      data.append(' ').append(extent.seenBy(unit)
          .map(seen -> near(seen.first()) + ":" + near(seen.last())).orElse("-"));
    }
    return data.toString();
  }

  /** Scripts count in doubles; so far out there is nothing to draw. */
  private static BigInteger near(BigInteger place) {
    return place.min(FURTHEST).max(FURTHEST.negate());
  }

  private String caption(String id, Optional<LayerReading> layer, FieldData field) {
    return field.seesAll()
        ? words.say("stage.sees_all", id)
        : layer.map(it -> words.say("stage.sees", id,
            new FieldWords(words).size(it.field().vertical()),
            new FieldWords(words).size(it.field().horizontal()),
            numbers.whole(open.input().height()), numbers.whole(open.input().width())))
            .orElse("");
  }

  private float smallest() {
    float smallest = Float.POSITIVE_INFINITY;
    for (LayerRun run : open.runs().values()) {
      smallest = Math.min(smallest, run.min());
    }
    return smallest;
  }

  private float largest() {
    float largest = Float.NEGATIVE_INFINITY;
    for (LayerRun run : open.runs().values()) {
      largest = Math.max(largest, run.max());
    }
    return largest;
  }
}
