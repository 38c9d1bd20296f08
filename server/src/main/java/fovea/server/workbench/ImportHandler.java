package fovea.server.workbench;

import fovea.engine.format.MalformedSafetensors;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.ByteBudget;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Upload;
import fovea.server.storage.Change;
import fovea.server.workbench.OpenNetworks.Opened;
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

  /** How many tensors that do not fit are named. */
  private static final int MOST_MISFITS = 5;

  private final OpenNetworks networks;
  private final Changes changes;
  private final Answers answers;
  private final ByteBudget uploads = new ByteBudget(
      "uploads_memory", Math.max(MAX_BYTES, Runtime.getRuntime().maxMemory() / 16));

  ImportHandler(OpenNetworks networks, Changes changes, Answers answers) {
    this.networks = networks;
    this.changes = changes;
    this.answers = answers;
  }

  /** {@code tensors}: the file. */
  void weights(Context context) {
    Opened opened = networks.open(context);
    long announced = context.req().getContentLengthLong();
    try (ByteBudget.Claim _ = uploads
        .claim(announced < 0 ? MAX_BYTES : Math.min(announced, MAX_BYTES))) {
      Map<Slice, Tensor> numbers = numbers(Form.of(context, MAX_BYTES), opened);
      changes.make(context, opened.kept(), new Change.SetWeights(numbers),
          Looks.at(context, opened.kept().network()).layer());
    } catch (MalformedSafetensors malformed) {
      refuse(context, Refusal.malformed("This is no safetensors file that can be read: "
          + malformed.getMessage() + "."));
    } catch (Refusal refusal) {
      refuse(context, refusal);
    }
  }

  private void refuse(Context context, Refusal refusal) {
    if (!Answers.wantsFragments(context)) {
      throw refusal;
    }
    context.status(422);
    answers.html(context, "workbench/refused", refusal.detail());
  }

  private static Map<Slice, Tensor> numbers(Form form, Opened opened) {
    Map<String, Tensor> tensors = Safetensors.read(form.file("tensors").map(Upload::bytes)
        .orElseThrow(() -> Refusal.malformed("Choose a safetensors file first.")));
    if (tensors.isEmpty()) {
      throw Refusal.malformed("The file holds no tensor.");
    }
    List<String> misfits = Weights.of(tensors, 0).misfits(opened.reading());
    if (!misfits.isEmpty()) {
      int more = misfits.size() - MOST_MISFITS;
      throw Refusal.malformed("The file is not this network's: "
          + String.join("; ", misfits.subList(0, Math.min(MOST_MISFITS, misfits.size())))
          + (more > 0 ? "; and " + more + " more" : "") + ".");
    }
    Map<Slice, Tensor> numbers = new HashMap<>();
    tensors.forEach((name, tensor) -> numbers.put(new Slice(name, List.of()), tensor));
    return numbers;
  }
}
