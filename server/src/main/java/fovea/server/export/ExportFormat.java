package fovea.server.export;

import fovea.engine.format.Torchinfo;
import fovea.engine.format.onnx.OnnxModel;
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

  /** All there are, in the order in which they are offered. */
  public static final List<ExportFormat> ALL = List.of(
      new ExportFormat("onnx", ".onnx", "application/octet-stream", ExportFormat::onnx),
      new ExportFormat("torchinfo", ".txt", "text/plain; charset=utf-8",
          network -> ExportFile.text(Torchinfo.table(network.reading()))));

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

  private static ExportFile onnx(ExportedNetwork network) {
    if (network.reading().layers().isEmpty()) {
      throw Refusal.unusable("An ONNX file needs a layer, and this network has none yet.");
    }
    OnnxModel model = OnnxModel.of(network.reading(), network.weights(), network.outputs());
    return new ExportFile(model.bytes(), model::write);
  }
}
