package fovea.engine.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.BranchingNetworks;
import fovea.engine.network.Axis;
import fovea.engine.network.Shape.Maps;
import java.math.BigInteger;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Receptive fields of many random networks against a walk over sets of cells. */
class FieldWalkTest {

  @Test
  void fieldsOfTwoThousandBranchingNetworksAreWhatAWalkOverCellsFinds() {
    int uneven = 0;
    int layers = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      NetworkReading reading = NetworkReading.of(BranchingNetworks.legal(seed));
      for (LayerReading layer : reading.layers()) {
        if (layer.output() instanceof Maps out && !layer.field().seesAll()) {
          for (Axis axis : Axis.values()) {
            requireSame(reading, layer, axis, out.along(axis));
            layers++;
            Extent extent = layer.field().along(axis);
            uneven += extent.smallest().equals(extent.size()) ? 0 : 1;
          }
        }
      }
    }
    int seen = uneven;
    assertTrue(layers > 20_000 && uneven > 4_000, layers + " fields, uneven " + seen);
  }

  private static void requireSame(
      NetworkReading reading, LayerReading layer, Axis axis, int units) {
    Extent extent = layer.field().along(axis);
    TreeSet<Long> sizes = new TreeSet<>();
    for (long unit = 0; unit < units; unit++) {
      NavigableSet<Long> pixels = FieldWalk.of(reading, layer, axis, unit);
      Optional<Extent.Stretch> walked = pixels.isEmpty()
          ? Optional.empty()
          : Optional.of(new Extent.Stretch(BigInteger.valueOf(pixels.first()),
              BigInteger.valueOf(pixels.last())));
      long at = unit;
      assertEquals(walked, extent.seenBy(unit),
          () -> reading.network() + " " + layer.id() + " " + axis + " " + at);
      sizes.add(pixels.isEmpty() ? 0 : pixels.last() - pixels.first() + 1);
    }
    assertTrue(extent.isExact());
    assertEquals(BigInteger.valueOf(sizes.last()), extent.size(),
        () -> reading.network() + " " + layer.id() + " " + axis);
    assertEquals(BigInteger.valueOf(sizes.first()), extent.smallest());
    assertEquals(sizes.size() > 2, extent.hasSizesBetween());
  }
}
