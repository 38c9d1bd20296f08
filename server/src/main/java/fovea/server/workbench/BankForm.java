package fovea.server.workbench;

import fovea.engine.network.Pair;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Filter;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.storage.WeightStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A filter of the bank, and where it goes: into a kernel, a filter, or all of a parameter. */
final class BankForm {

  private static final double MAX_WAVELENGTH = 1_000;
  private static final double HALF_TURN = 180;

  private BankForm() {}

  /**
   * The numbers that a form asks for.
   *
   * @param slice the shown kernel or row
   * @throws Refusal 400 for what is not understood, 422 if it does not fit or would be too much
   */
  static Map<Slice, Tensor> of(Form form, Slice slice, Parameter parameter) {
    String word = form.text("filter").orElse("");
    String scope = form.text("scope").orElse("");
    return switch (word) {
      case "zeros" -> {
        Slice into = into(slice, scope);
        yield Map.of(into, Tensor.of(new float[count(into, parameter)], shape(into, parameter)));
      }
      case "random" -> random(form, into(slice, scope), parameter);
      default -> filter(form, word, scope, slice, parameter);
    };
  }

  /** The numbers that another seed gives this part. */
  private static Map<Slice, Tensor> random(Form form, Slice into, Parameter parameter) {
    String seed = form.text("seed").orElse("0").strip();
    if (!seed.matches("\\d{1,18}")) {
      throw Refusal.malformed("A seed is a whole number from 0 on, but is \"" + seed + "\".");
    }
    float[] numbers = new float[count(into, parameter)];
    Weights.seeded(Long.parseLong(seed))
        .copy(parameter, into.first(parameter), numbers, numbers.length);
    return Map.of(into, Tensor.of(numbers, shape(into, parameter)));
  }

  private static Map<Slice, Tensor> filter(
      Form form, String word, String scope, Slice slice, Parameter parameter) {
    Filter filter = Filter.of(word).orElseThrow(
        () -> Refusal.malformed("The bank has no filter \"" + word + "\"."));
    List<Long> shape = parameter.shape();
    if (shape.size() != 4) {
      throw Refusal.unusable(parameter.name() + " of shape " + shape + " has no kernels; set it to"
          + " zeros or random numbers, or type them.");
    }
    Pair size = new Pair(Math.toIntExact(shape.get(2)), Math.toIntExact(shape.get(3)));
    if (Math.min(size.height(), size.width()) < filter.smallestSide()) {
      throw Refusal.unusable("A " + word + " filter is at least " + filter.smallestSide() + " × "
          + filter.smallestSide() + ", and the kernels of " + slice.layer() + " are " + size
          + "; choose identity, box or gaussian.");
    }
    double angle = number(form, "angle", 0);
    double wavelength = number(form, "wavelength", 4);
    if (wavelength <= 0 || wavelength > MAX_WAVELENGTH) {
      throw Refusal.malformed("A wavelength is above 0 and at most " + MAX_WAVELENGTH
          + " pixels, but is " + wavelength + ".");
    }
    Slice into = into(slice, scope);
    // Two axes of kernels: which of them get the filter, how much of it, and how far turned.
    int inner = Math.toIntExact(shape.get(1));
    int kernels = count(into, parameter) / (size.height() * size.width());
    IntFunction<float[]> turned = outer -> filter
        .kernel(size, angle + HALF_TURN * outer / shape.getFirst(), wavelength).data();
    float[] straight = filter.kernel(size, angle, wavelength).data();
    float[] numbers = new float[count(into, parameter)];
    for (int kernel = 0; kernel < kernels; kernel++) {
      boolean left = scope.equals("channel") && kernel != slice.index().get(1);
      if (!left) {
        boolean shared = !scope.equals("kernel") && !scope.equals("channel");
        float[] one = scope.equals("turned") ? turned.apply(kernel / inner) : straight;
        put(one, numbers, kernel * one.length, shared ? inner : 1);
      }
    }
    return Map.of(into, Tensor.of(numbers, shape(into, parameter)));
  }

  /** All input maps share a filter, so that their mean is what it looks at. */
  private static void put(float[] kernel, float[] numbers, int at, int sharers) {
    for (int i = 0; i < kernel.length; i++) {
      numbers[at + i] = kernel[i] / sharers;
    }
  }

  private static Slice into(Slice slice, String scope) {
    List<Integer> index = new ArrayList<>(slice.index());
    if (scope.equals("channel") && index.size() < 2) {
      throw Refusal
          .malformed("The scope \"channel\" is the kernel of one input map, so it takes a part"
              + " with two places, such as " + slice.parameter() + "[0, 2]; but " + slice
              + " was sent.");
    }
    return switch (scope) {
      case "kernel", "row" -> slice;
      case "channel", "filter" -> new Slice(slice.parameter(),
          index.subList(0, Math.min(1, index.size())));
      case "all", "turned" -> new Slice(slice.parameter(), List.of());
      default -> throw Refusal.malformed("A filter goes into \"kernel\", \"channel\", \"filter\","
          + " \"row\", \"all\" or \"turned\", not into \"" + scope + "\".");
    };
  }

  /** How many numbers it has; refused before they take memory if no network may have so many. */
  private static int count(Slice slice, Parameter parameter) {
    long count = slice.shape(parameter).stream().reduce(1L, Math::multiplyExact);
    if (count > WeightStore.MAX_BYTES / Float.BYTES) {
      throw Refusal.overLimit("own_weight_bytes", slice + " has " + count
          + " numbers, and a network may have " + WeightStore.MAX_BYTES / Float.BYTES
          + " of its own; set a part of it.");
    }
    return (int) count;
  }

  private static int[] shape(Slice slice, Parameter parameter) {
    return slice.shape(parameter).stream().mapToInt(Math::toIntExact).toArray();
  }

  private static double number(Form form, String name, double otherwise) {
    String text = form.text(name).orElse("").strip().replace('\u2212', '-');
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[-+]?(\\d{1,9}\\.?\\d{0,9}|\\.\\d{1,9})")) {
      throw Refusal.malformed("The " + name + " must be a number, but is \"" + text + "\".");
    }
    return Double.parseDouble(text);
  }
}
