package fovea.server.workbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Slice;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Form;
import fovea.server.http.FormFuzz;
import fovea.server.http.Refusal;
import fovea.server.picture.Step;
import fovea.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Any bytes as the forms of the workbench, the first of them saying which: what people can do with a
 * picture's steps, with cells of weights or with a layer of some type, or a refusal.
 */
public final class FormsFuzz {

  private static final Network NETWORK = Zoo.network("tinyvgg");
  private static final NetworkReading READING = NetworkReading.of(NETWORK);
  private static final List<LayerType> TYPES = List.copyOf(LayerType.all());
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  private static final Slice SLICE = new Slice("conv_1_1.weight", List.of(0));
  private static final int CELLS = 27;

  private FormsFuzz() {}

  /** Loads what is needed, so that no input is timed for it. */
  public static void fuzzerInitialize() {
    seeds().forEach(FormsFuzz::fuzzerTestOneInput);
  }

  /** What a fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    try {
      Form form = FormFuzz.form("application/x-www-form-urlencoded",
          new String(Arrays.copyOfRange(input, 1, input.length), ISO_8859_1));
      switch (input[0] % 3) {
        case 0 -> StepsForm.of(form, List.of(Step.Kind.ROTATE.usual(), Step.Kind.NOISE.usual()));
        case 1 -> CellsForm.cells(CellsForm.texts(form, CELLS, SLICE), SLICE, _ -> 0.25);
        default -> layer(form, TYPES.get(Math.floorMod(input[0] / 3, TYPES.size())));
      }
    } catch (Refusal declared) {
      // So it must be.
    }
  }

  private static void layer(Form form, LayerType type) {
    Node node = NewLayer.of(type, READING, NETWORK.nodes().getFirst().id());
    LayerForm.of(NETWORK, node, form, ENGLISH);
  }

  /** Good forms to begin with. */
  public static List<byte[]> seeds() {
    return List.of(
        "\0step=rotate&amount=30&second=&step=noise&amount=1&second=2&add=crop".getBytes(UTF_8),
        "\0remove=1".getBytes(UTF_8), "\0earlier=1".getBytes(UTF_8),
        "\1w0=0.25&w26=-1e-3".getBytes(UTF_8),
        "\2id=a&out_channels=8&kernel_size=3+x+3&stride=1&padding=same&bias=true&inputs=b"
            .getBytes(UTF_8));
  }
}
