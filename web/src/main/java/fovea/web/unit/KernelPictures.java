package fovea.web.unit;

import fovea.engine.explain.Unit;
import fovea.engine.tensor.Tensor;
import fovea.web.Words;
import fovea.web.unit.UnitView.KernelPicture;
import fovea.web.unit.UnitView.KernelPixel;
import java.util.ArrayList;
import java.util.List;

/** Shows kernels that look at the picture's three colours as small pictures in colour. */
final class KernelPictures {

  /** So many pixels on a page are drawn at once; of larger kernels fewer are shown. */
  private static final int MOST_PIXELS = 1_600;

  private KernelPictures() {}

  /** The kernels of the unit's layer, its own one among them; none if there is no colour in them. */
  static List<KernelPicture> of(TracedUnit traced, Words words) {
    return traced.kernels().map(weight -> all(traced, weight, words)).orElse(List.of());
  }

  private static List<KernelPicture> all(TracedUnit traced, Tensor weight, Words words) {
    int count = Math.clamp(MOST_PIXELS / (weight.dimension(2) * weight.dimension(3)), 1,
        weight.dimension(0));
    Unit here = traced.unit();
    // A window of kernels around the unit's own.
    int first = Math.clamp(here.channel() - count / 2, 0, weight.dimension(0) - count);
    float reach = 0;
    for (float number : weight.data()) {
      reach = Math.max(reach, Math.abs(number));
    }
    List<KernelPicture> kernels = new ArrayList<>();
    for (int c = first; c < first + count; c++) {
      Unit other = new Unit(here.layer(), c, here.y(), here.x());
      kernels.add(new KernelPicture(c, traced.open().place().unit(other), weight.dimension(3),
          weight.dimension(2), pixels(weight, c, reach),
          words.say("unit.kernel", here.layer() + ".weight[" + c + "]"), c == here.channel()));
    }
    return kernels;
  }

  private static List<KernelPixel> pixels(Tensor weight, int c, float reach) {
    int height = weight.dimension(2);
    int width = weight.dimension(3);
    int size = height * width;
    List<KernelPixel> pixels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      StringBuilder color = new StringBuilder("#");
      for (int channel = 0; channel < 3; channel++) {
        float share = reach == 0 ? 0 : weight.data()[(c * 3 + channel) * size + i] / reach;
        color.append("%02x".formatted(Math.round(127.5f * (1 + share))));
      }
      pixels.add(new KernelPixel(i % width, i / width, color.toString()));
    }
    return pixels;
  }
}
