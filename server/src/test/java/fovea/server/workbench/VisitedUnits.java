package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;

/** The pages of units of a network with every type of layer, over real HTTP. */
abstract class VisitedUnits extends VisitedServer {

  private static final String EVERY_LAYER = """
      {"name": "Every layer", "input": [3, 32, 32], "layers": [
       {"id": "conv", "type": "Conv2d", "out_channels": 8, "kernel_size": 5, "padding": 2,
        "stride": 2},
       {"id": "bn", "type": "BatchNorm2d"}, {"id": "silu", "type": "SiLU"},
       {"id": "dw", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": 2,
        "dilation": 2, "groups": 8, "padding_mode": "reflect"},
       {"id": "sum", "type": "Add", "inputs": ["silu", "dw"]},
       {"id": "max", "type": "MaxPool2d", "kernel_size": 3, "stride": 2, "padding": 1},
       {"id": "up", "type": "Upsample", "scale_factor": 2, "mode": "bilinear"},
       {"id": "cat", "type": "Concat", "inputs": ["up", "sum"]},
       {"id": "mul", "type": "Multiply", "inputs": ["cat", "cat"]},
       {"id": "avg", "type": "AvgPool2d", "kernel_size": 2},
       {"id": "local", "type": "LocallyConnected2d", "out_channels": 4, "kernel_size": 3},
       {"id": "deconv", "type": "ConvTranspose2d", "out_channels": 4, "kernel_size": 3,
        "stride": 2},
       {"id": "gap", "type": "AdaptiveAvgPool2d", "output_size": 4},
       {"id": "gmp", "type": "AdaptiveMaxPool2d", "output_size": 2},
       {"id": "flat", "type": "Flatten"}, {"id": "drop", "type": "Dropout"},
       {"id": "fc", "type": "Linear", "out_features": 40}, {"id": "soft", "type": "Softmax"}]}
      """;

  /** The address of the network. */
  String network = "";

  @BeforeEach
  void createNetwork() {
    network = visitor.create(EVERY_LAYER);
  }

  String page(String layer, String unit) {
    var answer = visitor.get(network + "/layers/" + layer + "/units/" + unit);
    assertEquals(200, answer.statusCode(), layer + " " + answer.body());
    assertFalse(answer.body().contains(" style="), "style attributes break the security policy");
    return answer.body();
  }

  static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group)
        .map(found -> Visitor.first(pattern, found)).toList();
  }
}
