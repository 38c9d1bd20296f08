package fovea.web.unit;

import fovea.engine.explain.FunctionGraph;
import fovea.engine.network.Layer.Activation;
import fovea.web.Words;
import fovea.web.unit.ArithmeticView.CurveView;
import java.util.List;

/** Draws an activation's function around a point, into a box of 100 × 60. */
final class Curve {

  private static final int STEPS = 120;
  private static final float WIDTH = 100;
  private static final float HEIGHT = 60;

  private Curve() {}

  /** The function with the point (x, value) on it; as far to both sides as the point needs. */
  static CurveView of(Activation function, String name, double x, double value, Words words) {
    double reach = Math.max(4, 1.25 * Math.abs(x));
    List<Double> values = FunctionGraph.of(function, -reach, reach, STEPS);
    double low = Math.min(-reach / 8, values.stream().mapToDouble(v -> v).min().orElse(0));
    double high = Math.max(1, values.stream().mapToDouble(v -> v).max().orElse(0));
    // A little air above and below.
    double bottom = low - 0.06 * (high - low);
    double scale = HEIGHT / ((high - low) * 1.12);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= STEPS; i++) {
      path.append(i == 0 ? 'M' : 'L').append(WIDTH * i / STEPS).append(' ')
          .append((float) (HEIGHT - (values.get(i) - bottom) * scale));
    }
    return new CurveView(name, path.toString(), (float) ((x + reach) / (2 * reach) * WIDTH),
        (float) (HEIGHT - (value - bottom) * scale), WIDTH / 2,
        (float) (HEIGHT + bottom * scale), words.numbers().significant(-reach),
        words.numbers().significant(reach), words.say("unit.curve", name,
            words.numbers().significant(x), words.numbers().significant(value)));
  }
}
