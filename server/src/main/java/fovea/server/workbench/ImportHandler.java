package fovea.server.workbench;

import fovea.engine.format.MalformedSafetensors;
import fovea.engine.format.NumberType;
import fovea.engine.format.SafetensorsFile;
import fovea.engine.format.StateDict;
import fovea.engine.format.StateDict.Match;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.RequestMemory;
import fovea.server.http.Session;
import fovea.server.http.Upload;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.VersionStore;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.workbench.ImportPresenter;
import fovea.web.workbench.ImportRefusal;
import fovea.web.workbench.Loaded;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights from a safetensors file, in place of those that a network has: all that the file names, the
 * others stay. What does not fit is refused at the form, and nothing is changed.
 */
final class ImportHandler {

  private static final int MAX_BYTES = 64_000_000;

  private final OpenNetworks networks;
  private final VersionStore versions;
  private final Answers answers;

  ImportHandler(OpenNetworks networks, VersionStore versions, Answers answers) {
    this.networks = networks;
    this.versions = versions;
    this.answers = answers;
  }

  /** {@code tensors}: the file. Leads to the network, from whatever page it was sent. */
  void weights(Context context) {
    Opened opened = networks.open(context);
    ImportPresenter refusals = new ImportPresenter(
        Answers.visit(context).words(), opened.place().address());
    try {
      load(context, opened, SafetensorsFile.of(file(context)), refusals);
    } catch (MalformedSafetensors malformed) {
      refuse(context, refusals.saying(Answers.visit(context).words().translated(
          "This is no safetensors file that can be read: " + malformed.getMessage() + ".")));
    } catch (Refusal refusal) {
      refuse(context, refusals.saying(
          Answers.visit(context).words().translated(refusal.detail())));
    }
  }

  private static byte[] file(Context context) {
    return Form.of(context, MAX_BYTES).file("tensors").map(Upload::bytes)
        .orElseThrow(() -> Refusal.malformed("Choose a safetensors file first."));
  }

  private void load(
      Context context, Opened opened, SafetensorsFile file, ImportPresenter refusals) {
    StateDict matched = StateDict.of(file.tensors(), opened.reading());
    if (!matched.misfits().isEmpty()) {
      refuse(context, refusals.of(matched));
      return;
    }
    if (matched.count(Match.FITS) == 0) {
      throw Refusal.malformed("The file holds no weights.");
    }
    // Beside the file, which is counted already.
    RequestMemory.hold(context, Math.min(MAX_BYTES, file.float32Bytes()));
    Map<Slice, Tensor> numbers = new HashMap<>();
    matched.read(file).forEach(
        (name, tensor) -> numbers.put(new Slice(name, List.of()), tensor));
    KeptNetwork after = versions.change(Session.of(context).owner(), opened.kept().id(),
        new Change.LoadWeights(numbers, report(matched).text())).orElseThrow(Changes::gone);
    Answers.seeOther(context, opened.place().address()
        + Looks.at(context, after.network()).query() + "&" + NetworkHandler.LOADED);
  }

  private static Loaded report(StateDict matched) {
    long loaded = matched.count(Match.FITS);
    return new Loaded(loaded, loaded + matched.count(Match.ABSENT), matched.count(Match.COUNTER),
        matched.widened().stream().map(NumberType::torchName).toList(), matched.prefix());
  }

  private void refuse(Context context, ImportRefusal refusal) {
    context.status(422);
    answers.html(context,
        Answers.wantsFragments(context) ? "workbench/refused" : "refused", refusal);
  }
}
