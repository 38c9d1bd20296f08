package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.compare.Comparison;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Contrasts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  @Test
  void differencesAreThoseOfTheRightNetworkFromTheLeft() {
    List<String> lines = table(Contrasts.network("one_7x7"), Contrasts.network("three_3x3"))
        .csv().lines().toList();
    assertEquals("change,left_layer,left_type,left_output_shape,right_layer,right_type,"
        + "right_output_shape,left_parameters,right_parameters,parameters_difference,left_macs,"
        + "right_macs,macs_difference,left_bytes,right_bytes,bytes_difference,"
        + "left_receptive_field,right_receptive_field", lines.get(0));
    assertEquals("changed,conv1,Conv2d,3×64×64,conv1,Conv2d,3×64×64,441,81,-360,"
        + "1806336,331776,-1474560,49152,49152,0,7×7,3×3", lines.get(1));
    assertEquals("only_right,,,,conv3,Conv2d,3×64×64,,81,81,,331776,331776,,49152,49152,,7×7",
        lines.get(5));
    assertEquals("total,,,,,,,441,243,-198,1806336,995328,-811008,98304,294912,196608,,",
        lines.getLast());
  }

  @Test
  void whatCannotBeComputedHasNoDifference() {
    Network broken = NetworkDocument.parse("""
        {"input": [3, 8, 8], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 30}]}""");
    String csv = table(broken, Contrasts.network("one_7x7")).csv();
    assertTrue(csv.contains("changed,conv1,Conv2d,,conv1,Conv2d,3×64×64,,441,,"), csv);
  }

  private static TextTable table(Network left, Network right) {
    return ComparisonTable.of(
        Comparison.of(NetworkReading.of(left), NetworkReading.of(right)));
  }
}
