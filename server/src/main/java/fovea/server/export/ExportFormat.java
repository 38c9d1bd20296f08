package fovea.server.export;

import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Svg;
import fovea.engine.format.Torchinfo;
import fovea.engine.format.WeightsFile;
import fovea.engine.format.onnx.OnnxModel;
import fovea.engine.format.python.KerasModel;
import fovea.engine.format.python.PyTorchModule;
import fovea.engine.picture.Folding;
import fovea.engine.picture.Layout;
import fovea.server.http.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A format that networks are exported to. The list is the one place that says which there are: the
 * API, the workbench and the tests of the API's description follow it.
 *
 * @param name in addresses
 * @param suffix of its files
 * @param type of its content, for browsers
 * @param maker makes the file of a network; a file that would pass a limit is refused before any of
 *     it is made
 */
public record ExportFormat(
    String name, String suffix, String type, Function<ExportedNetwork, ExportFile> maker) {

  private static final String PYTHON = "text/x-python; charset=utf-8";

  /** The network itself, which needs not be legal. */
  public static final ExportFormat DOCUMENT = new ExportFormat("json", ".json",
      "application/json; charset=utf-8",
      network -> ExportFile.text(NetworkDocument.write(network.reading().network())));

  /** All there are, in the order in which they are offered. */
  public static final List<ExportFormat> ALL = List.of(
      new ExportFormat("pytorch", ".py", PYTHON,
          network -> ExportFile.text(PyTorchModule.of(network.reading(), network.annotated()))),
      new ExportFormat("keras", "_keras.py", PYTHON,
          network -> ExportFile.text(KerasModel.of(network.reading(), network.annotated()))),
      new ExportFormat("onnx", ".onnx", "application/octet-stream", ExportFormat::onnx),
      new ExportFormat("torchinfo", ".txt", "text/plain; charset=utf-8",
          network -> ExportFile.text(Torchinfo.table(network.reading()))),
      new ExportFormat("svg", ".svg", "image/svg+xml", network -> ExportFile.text(Svg.of(
          network.reading().network(), Layout.of(network.reading(), Folding.UNTOUCHED)))),
      new ExportFormat("safetensors", ".safetensors", "application/octet-stream",
          ExportFormat::safetensors),
      DOCUMENT);

  /**
   * The format of that name.
   *
   * @throws Refusal 404 that names those there are
   */
  public static ExportFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("There is no format of that name to export to; there are "
                + ALL.stream().map(ExportFormat::name).collect(Collectors.joining(", ")) + "."));
  }

  /**
   * The file of a network.
   *
   * @throws fovea.engine.format.DocumentTooLarge if it would pass the format's limit
   * @throws Refusal 422 if the format cannot hold such a network
   */
  public ExportFile file(ExportedNetwork network) {
    return maker.apply(network);
  }

  /** Whether people can read it. */
  public boolean isText() {
    return type.startsWith("text/") || equals(DOCUMENT);
  }

  private static ExportFile safetensors(ExportedNetwork network) {
    WeightsFile file = WeightsFile.of(network.reading(), network.weights());
    return new ExportFile(file.bytes(), file::write);
  }

  private static ExportFile onnx(ExportedNetwork network) {
    if (network.reading().layers().isEmpty()) {
      throw Refusal.unusable("An ONNX file needs a layer, and this network has none yet.");
    }
    OnnxModel model = OnnxModel.of(network.reading(), network.weights(), network.outputs());
    return new ExportFile(model.bytes(), model::write);
  }
}
