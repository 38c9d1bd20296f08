package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchinfoTest {

  /** The network of torchinfo's own tests, with its functions as layers; its figures for a picture. */
  @Test
  void aTableIsTorchinfosToTheLastSpace() {
    assertEquals(
        """
            ===================================================================================================================
            Layer (type (var_name):depth-idx)        Output Shape              Param #                   Mult-Adds
            ===================================================================================================================
            Network (single input)                   [1, 10]                   --                        --
            ├─Conv2d (conv1): 1-1                    [1, 10, 24, 24]           260                       149,760
            ├─MaxPool2d (pool1): 1-2                 [1, 10, 12, 12]           --                        --
            ├─Conv2d (conv2): 1-3                    [1, 20, 8, 8]             5,020                     321,280
            ├─Dropout (conv2_drop): 1-4              [1, 20, 8, 8]             --                        --
            ├─MaxPool2d (pool2): 1-5                 [1, 20, 4, 4]             --                        --
            ├─Flatten (flat): 1-6                    [1, 320]                  --                        --
            ├─Linear (fc1): 1-7                      [1, 50]                   16,050                    16,050
            ├─Linear (fc2): 1-8                      [1, 10]                   510                       510
            ===================================================================================================================
            Total params: 21,840
            Trainable params: 21,840
            Non-trainable params: 0
            Total mult-adds (M): 0.49
            ===================================================================================================================
            Input size (MB): 0.00
            Forward/backward pass size (MB): 0.06
            Params size (MB): 0.09
            Estimated Total Size (MB): 0.15
            ===================================================================================================================
            """,
        table("""
            {"name": "single input", "input": [1, 28, 28], "layers": [
              {"id": "conv1", "type": "Conv2d", "out_channels": 10, "kernel_size": 5},
              {"id": "pool1", "type": "MaxPool2d", "kernel_size": 2},
              {"id": "conv2", "type": "Conv2d", "out_channels": 20, "kernel_size": 5},
              {"id": "conv2_drop", "type": "Dropout"},
              {"id": "pool2", "type": "MaxPool2d", "kernel_size": 2},
              {"id": "flat", "type": "Flatten"},
              {"id": "fc1", "type": "Linear", "out_features": 50},
              {"id": "fc2", "type": "Linear", "out_features": 10}]}"""));
  }

  @Test
  void theTotalsOfPublishedNetworksAreThoseThatTorchinfoPrints() {
    assertTotals("vgg16", "Total params: 138,357,544", "Total mult-adds (G): 15.48",
        "Input size (MB): 0.60", "Forward/backward pass size (MB): 108.45",
        "Params size (MB): 553.43", "Estimated Total Size (MB): 662.49");
    assertTotals("resnet50", "Total params: 25,557,032", "Total mult-adds (G): 4.09",
        "Input size (MB): 0.60", "Forward/backward pass size (MB): 177.83",
        "Params size (MB): 102.23", "Estimated Total Size (MB): 280.66");
    assertTotals("resnet152", "Total params: 60,192,808", "Params size (MB): 240.77",
        "Forward/backward pass size (MB): 360.87", "Estimated Total Size (MB): 602.25");
  }

  private static void assertTotals(String name, String... lines) {
    String table = Torchinfo.table(NetworkReading.of(Zoo.network(name)));
    for (String line : lines) {
      assertTrue(table.lines().anyMatch(line::equals), name + ": " + line);
    }
  }

  @Test
  void columnsStandBelowEachOtherHoweverLongANameIs() {
    String id = "a_rather_long_name.for.a_layer.that_does_nothing_at_all_but_rect";
    List<String> lines = table("""
        {"name": "two\\nlines", "input": [1, 8, 8], "layers": [{"id": "%s", "type": "ReLU"}]}"""
        .formatted(id)).lines().toList();
    assertEquals(lines.get(1).indexOf("Output"), lines.get(3).indexOf("[1, 1"));
    assertEquals(lines.get(1).indexOf("Output"), lines.get(4).indexOf("[1, 1"));
    assertTrue(lines.get(3).startsWith("Network (two lines) "));
  }

  @Test
  void whatPassesAllBoundsStillHasATable() {
    String table = table("""
        {"input": [2147483647, 2147483647, 2147483647], "layers": [
          {"id": "c", "type": "MaxPool2d", "kernel_size": 2147483647},
          {"id": "f", "type": "Flatten"},
          {"id": "l", "type": "Linear", "out_features": 1000000000}]}""");
    assertTrue(table.contains("Total mult-adds (T): 2,147,483.65\n"), table);
    assertTrue(table.contains("Input size (MB): 3961408120179193"), table);
  }

  @Test
  void aNetworkWithoutLayersIsAPictureThatPassesThrough() {
    String table = table("{\"name\": \"empty\", \"input\": [3, 8, 6], \"layers\": []}");
    assertTrue(table.contains("Network (empty)                          [1, 3, 8, 6] "), table);
    assertTrue(table.contains("Total mult-adds (M): 0\n"), table);
  }

  @Test
  void anIllegalNetworkHasNone() {
    assertThrows(IllegalArgumentException.class, () -> table("""
        {"input": [1, 8, 8], "layers": [{"id": "a", "type": "MaxPool2d", "kernel_size": 9}]}"""));
  }

  private static String table(String document) {
    return Torchinfo.table(NetworkReading.of(NetworkDocument.parse(document)));
  }
}
