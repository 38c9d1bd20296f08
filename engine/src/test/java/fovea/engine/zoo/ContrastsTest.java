package fovea.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.compare.Comparison;
import fovea.engine.network.Axis;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.NetworkReading.Totals;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ContrastsTest {

  @Test
  void allAreLegal() {
    for (String name : Contrasts.names()) {
      assertTrue(read(name).isLegal(), name);
    }
    assertThrows(NoSuchElementException.class, () -> Contrasts.network("nine_9x9"));
  }

  @Test
  void threeSmallKernelsSeeWhatOneLargeOneSees() {
    assertEquals(7 * 7 * 3 * 3, totals("one_7x7").parameters());
    assertEquals(3 * 3 * 3 * 3 * 3, totals("three_3x3").parameters());
    for (String name : new String[]{"one_7x7", "three_3x3"}) {
      assertEquals(7,
          Comparison.field(read(name)).orElseThrow().along(Axis.HEIGHT).size().intValueExact(),
          name);
    }
  }

  @Test
  void aSeparableConvolutionTakesAChannelsAndAWindowsShare() {
    long stem = 3 * 16 * 9 + 16;
    assertEquals(stem + 9 * 16 * 32, totals("convolution").parameters());
    assertEquals(stem + 9 * 16 + 16 * 32, totals("depthwise_separable").parameters());
  }

  @Test
  void whatSharesNothingNeedsAWeightForEachPosition() {
    assertEquals(6 * 27 + 6, totals("shared").parameters());
    assertEquals(24 * 24 * (6 * 27 + 6), totals("locally_connected").parameters());
    assertEquals(24 * 24 * 6 * (3 * 24 * 24 + 1), totals("fully_connected").parameters());
    assertEquals(totals("shared").macs(), totals("locally_connected").macs());
  }

  @Test
  void aStrideDoesWhatAPoolDoesWithAQuarterOfTheWork() {
    assertEquals(totals("pooling").macs(), 4 * totals("strided").macs());
    assertEquals(totals("pooling").parameters(), totals("strided").parameters());
    assertEquals(read("pooling").layers().getLast().output(),
        read("strided").layers().getLast().output());
  }

  @Test
  void whereAllIsConnectedNoMapsAreLeftAndTheLastLayerSeesEverything() {
    assertTrue(Comparison.field(read("fully_connected")).orElseThrow().seesAll());
  }

  private static Totals totals(String name) {
    return read(name).totals();
  }

  private static NetworkReading read(String name) {
    return NetworkReading.of(Contrasts.network(name));
  }
}
