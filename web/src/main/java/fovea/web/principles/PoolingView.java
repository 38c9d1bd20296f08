package fovea.web.principles;

import fovea.web.principles.PrinciplesView.Principle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pooling beside convolutions with a stride.
 *
 * @param measured null if the picture is too small
 * @param least the smallest side that is measured
 */
public record PoolingView(@Nullable Measured measured, String least) implements Principle {

  /**
   * What was measured on the picture.
   *
   * @param said average pooling's distance from the even convolution
   * @param sheet the picture and what each way makes of it, in base 64
   */
  public record Measured(List<Size> sizes, String said, String sheet, float ratio,
      List<Way> ways) {}

  /** Another size to make one of. */
  public record Size(String text, String address, boolean isChosen) {}

  /**
   * One way to make the picture smaller; bars of 0 to 100.
   *
   * @param map its place in the sheet
   */
  public record Way(int map, String name, String layer, String note, String parameters,
      String shift, float shiftBar, String noise, float noiseBar, String likeness) {}
}
