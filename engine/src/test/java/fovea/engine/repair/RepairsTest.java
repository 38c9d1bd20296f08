package fovea.engine.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.EditDocument;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairsTest {

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\": \"x\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 11}",
    "{\"id\": \"x\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3, \"stride\": 0}",
    "{\"id\": \"x\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3, \"groups\": 2}",
    "{\"id\": \"x\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3, \"stride\": 2, \"padding\": \"same\"}",
    "{\"id\": \"x\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3, \"padding\": 9, \"padding_mode\": \"reflect\"}",
    "{\"id\": \"x\", \"type\": \"Linear\", \"out_features\": 10}",
    "{\"id\": \"f\", \"type\": \"Flatten\"}, {\"id\": \"x\", \"type\": \"MaxPool2d\", \"kernel_size\": 2}",
    "{\"id\": \"x\", \"type\": \"AvgPool2d\", \"kernel_size\": 2, \"padding\": 2}",
    "{\"id\": \"x\", \"type\": \"ReLU\", \"inputs\": [\"y\"]}, {\"id\": \"y\", \"type\": \"ReLU\"}",
    "{\"id\": \"x\", \"type\": \"Add\"}",
    "{\"id\": \"c\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3}, {\"id\": \"x\", \"type\": \"Add\", \"inputs\": [\"input\", \"c\"]}",
    "{\"id\": \"c\", \"type\": \"Flatten\"}, {\"id\": \"x\", \"type\": \"Concat\", \"inputs\": [\"input\", \"c\"]}",
    "{\"id\": \"x\", \"type\": \"ReLU\"}, {\"id\": \"x\", \"type\": \"ReLU\"}",
    "{\"id\": \"x\", \"type\": \"ConvTranspose2d\", \"out_channels\": 4, \"kernel_size\": 1, \"padding\": 9}",
  })
  void everyRepairMakesTheLayerLegal(String layers) {
    Network network = NetworkDocument.parse("{\"input\": [3, 8, 8], \"layers\": [" + layers + "]}");
    NetworkReading reading = NetworkReading.of(network);
    Problem problem = reading.problemAt("x").orElseThrow();
    assertFalse(problem.message().isBlank());
    assertFalse(problem.formula().text().isBlank());
    var repairs = Repairs.of(reading, problem);
    assertFalse(repairs.isEmpty());
    for (Repair repair : repairs) {
      Network repaired = repair.edit().applyTo(network);
      assertTrue(NetworkReading.of(repaired).problemAt("x").isEmpty(), repair.title());
      assertTrue(NetworkReading.of(repaired).layer("x").isPresent(), repair.title());
      assertEquals(repair.edit(), EditDocument.parse(EditDocument.write(repair.edit())));
      System.out
          .println(problem.message() + " | " + problem.formula().text() + " | " + repair.title());
    }
  }
}
