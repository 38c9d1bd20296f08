package fovea.server.workbench;

import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.storage.Change;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.workbench.Chosen;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Weights of a layer: look at any part of them, and put other numbers in their place. */
final class WeightsHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  /** Numbers that one answer brings: a megabyte. */
  private static final long MAX_SENT = 262_144;

  /** Up to this length a row is kept as a whole, so that many edits of it are one part. */
  private static final long MAX_KEPT_WHOLE = 4_096;

  private final OpenNetworks networks;
  private final Changes changes;
  private final Answers answers;

  WeightsHandler(OpenNetworks networks, Changes changes, Answers answers) {
    this.networks = networks;
    this.changes = changes;
    this.answers = answers;
  }

  /** {@code ?layer=&weights=conv1.weight[2,0]}: that part; of another layer: that layer with it. */
  void show(Context context) {
    Opened opened = networks.open(context);
    Chosen chosen = Looks.at(context, opened.kept().network());
    String asked = Optional.ofNullable(context.queryParam("weights")).orElse("").strip();
    if (!asked.isEmpty()) {
      Slice slice = slice(TypedSlice.of(asked, chosen.layer(), opened.reading()));
      parameter(opened, slice);
      chosen = slice.layer().equals(chosen.layer())
          ? chosen.showing(slice.toString())
          : Chosen.layer(slice.layer()).showing(slice.toString());
    }
    String layer = Optional.ofNullable(context.queryParam("layer")).orElse(chosen.layer());
    if (layer.equals(chosen.layer())) {
      answers.weights(context, networks.view(opened), chosen);
    } else {
      Answers.seeOther(context, opened.place().address() + chosen.query());
    }
  }

  /** The numbers of a part, float32 little-endian; nothing (204) if its key is of before an edit. */
  void values(Context context) {
    Opened opened = networks.open(context);
    Slice slice = slice(Optional.ofNullable(context.queryParam("weights")).orElse(""));
    Parameter parameter = parameter(opened, slice);
    if (!context.pathParam("key").equals(Digest.of(opened.weights().digest(parameter)))) {
      context.status(204);
      return;
    }
    long count = count(slice, parameter);
    if (count > MAX_SENT) {
      throw Refusal.overLimit("numbers", slice + " has " + count + " numbers; at most " + MAX_SENT
          + " are sent at once, ask for a part of it.");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers(opened, slice, parameter));
    context.header("Cache-Control", FOREVER).contentType("application/octet-stream")
        .result(bytes.array());
  }

  /**
   * {@code w0, w1, …}: numbers by their place in the part that the address names, of which the others
   * stay; or {@code filter} and {@code scope} for one of the bank; or {@code reset} for the seed's.
   */
  void set(Context context) {
    Opened opened = networks.open(context);
    Slice slice = slice(Optional.ofNullable(context.queryParam("weights")).orElse(""));
    Parameter parameter = parameter(opened, slice);
    Form form = Form.of(context);
    Change change = form.text("reset").isPresent()
        ? new Change.ResetWeights(Set.of(new Slice(slice.parameter(), List.of())))
        : new Change.SetWeights(form.text("filter").isPresent()
            ? BankForm.of(form, slice, parameter)
            : typed(form, opened, slice, parameter));
    changes.make(context, opened.kept(), change, slice.layer());
  }

  private static Map<Slice, Tensor> typed(
      Form form, Opened opened, Slice slice, Parameter parameter) {
    long count = count(slice, parameter);
    Map<Integer, String> texts = CellsForm.texts(form, count, slice);
    if (count > MAX_KEPT_WHOLE) {
      return CellsForm.cells(texts, slice, place -> number(opened, slice, parameter, place));
    }
    float[] numbers = numbers(opened, slice, parameter);
    texts.forEach((place, text) -> numbers[place] = CellsForm.number(
        text, numbers[place], slice + " at " + place));
    int[] shape = slice.shape(parameter).stream().mapToInt(Math::toIntExact).toArray();
    return Map.of(slice, Tensor.of(numbers, shape));
  }

  private static float number(Opened opened, Slice slice, Parameter parameter, int place) {
    float[] one = new float[1];
    opened.weights().copy(parameter, slice.first(parameter) + place, one, 1);
    return one[0];
  }

  private static float[] numbers(Opened opened, Slice slice, Parameter parameter) {
    float[] numbers = new float[Math.toIntExact(count(slice, parameter))];
    opened.weights().copy(parameter, slice.first(parameter), numbers, numbers.length);
    return numbers;
  }

  private static long count(Slice slice, Parameter parameter) {
    return slice.shape(parameter).stream().reduce(1L, Math::multiplyExact);
  }

  private static Slice slice(String text) {
    return Slice.parse(text).orElseThrow(() -> Refusal.malformed("\"" + text
        + "\" names no weights; write them as PyTorch indexes them, by whole numbers, such as"
        + " conv1.weight[0, 2] or conv1.bias[-1]."));
  }

  /** The parameter that it is a part of. */
  private static Parameter parameter(Opened opened, Slice slice) {
    List<Parameter> parameters = opened.reading().layer(slice.layer())
        .map(layer -> layer.cost().parameters()).orElse(List.of());
    return parameters.stream().filter(slice::isOf).findFirst()
        .orElseThrow(() -> Refusal.notFound(missing(opened, slice, parameters)));
  }

  private static String missing(Opened opened, Slice slice, List<Parameter> parameters) {
    Optional<Parameter> whole = parameters.stream()
        .filter(one -> one.name().equals(slice.parameter())).findFirst();
    if (whole.isPresent()) {
      return slice + " is outside of " + slice.parameter() + ", whose shape is "
          + whole.get().shape() + "; places are counted from 0.";
    }
    if (opened.reading().network().indexOf(slice.layer()) < 0) {
      return "The network has no layer \"" + slice.layer() + "\".";
    }
    return "The layer " + slice.layer() + " has no " + slice.parameter() + (parameters.isEmpty()
        ? "; its type has no parameters."
        : "; it has " + parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))
            + ".");
  }
}
