package fovea.server.workbench;

import fovea.engine.format.MalformedSafetensors;
import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Part;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.trained.Trained;
import fovea.server.http.Refusal;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.picture.Step;
import fovea.server.storage.NetworkState;
import fovea.server.storage.OwnWeights;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A whole network in an address: its document, the weights of its own, as safetensors, and the names of its
 * classes, each deflated and in base64url, with its seed and how it looks at which of our pictures. What one of
 * our trained networks has learned goes by its name.
 *
 * @param state of the network, with a picture of ours
 * @param numbers the weights that it has of its own
 */
record NetworkLink(NetworkState state, Map<Slice, Tensor> numbers) {

  /** What programs that pass links on leave whole. */
  static final int MOST_LETTERS = 8_000;

  /** More than this many bytes of weights no link of that length holds, unless they are all alike. */
  static final long MOST_WEIGHTS_BYTES = 32_768;

  private static final int MAX_DOCUMENT_BYTES = 2_000_000;

  NetworkLink {
    numbers = Map.copyOf(numbers);
  }

  /** The same without weights of its own. */
  NetworkLink withoutNumbers() {
    return new NetworkLink(
        new NetworkState(state.network(), state.seed(), state.picture()), Map.of());
  }

  /** The way to a network that has nothing of its own and looks at the usual picture. */
  static String of(Network network) {
    return "/open?document=" + deflated(
        NetworkDocument.write(network).getBytes(StandardCharsets.UTF_8));
  }

  /** The way to it. */
  String address() {
    PictureChoice picture = state.picture();
    StringBuilder address = new StringBuilder(of(state.network()));
    if (state.seed() != 0) {
      address.append("&seed=").append(state.seed());
    }
    Map<Slice, Tensor> others = new HashMap<>(numbers);
    TrainedStart.among(state.own()).ifPresent(trained -> {
      address.append("&trained=").append(trained.name());
      others.keySet().removeAll(TrainedStart.numbers(trained).keySet());
    });
    if (!others.isEmpty()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      others.forEach((slice, tensor) -> tensors.put(slice.toString(), tensor));
      address.append("&weights=").append(deflated(Safetensors.write(tensors)));
    }
    if (!state.classes().isEmpty()) {
      address.append("&classes=").append(
          deflated(String.join("\n", state.classes()).getBytes(StandardCharsets.UTF_8)));
    }
    if (picture.source() instanceof PictureSource.BuiltIn(String name)) {
      address.append("&picture=").append(name);
    }
    address.append("&fit=").append(picture.fit().word())
        .append("&normalisation=").append(picture.normalisation().word());
    return picture.steps().isEmpty()
        ? address.toString()
        : address.append("&steps=").append(Step.write(picture.steps())).toString();
  }

  static String deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      byte[] chunk = new byte[8_192];
      while (!deflater.finished()) {
        deflated.write(chunk, 0, deflater.deflate(chunk));
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(deflated.toByteArray());
    }
  }

  /**
   * What an address holds.
   *
   * @param parts its parameters by name; null for one that it lacks
   * @throws Refusal 400 if it is damaged
   */
  static NetworkLink parse(Function<String, @Nullable String> parts) {
    String document = parts.apply("document");
    if (document == null) {
      throw Refusal.malformed("This link holds no network.");
    }
    try {
      Network network = NetworkDocument.parse(
          new String(inflated(document), StandardCharsets.UTF_8));
      Map<Slice, Tensor> numbers = trained(parts.apply("trained"));
      numbers.putAll(numbers(parts.apply("weights"), network));
      return new NetworkLink(new NetworkState(network, Long.parseLong(or("0", parts.apply("seed"))),
          OwnWeights.of(numbers), picture(parts), classes(parts.apply("classes"))), numbers);
    } catch (IllegalArgumentException | DataFormatException | NoSuchElementException
        | IndexOutOfBoundsException | MalformedSafetensors damaged) {
      throw Refusal.malformed("This link is damaged: it holds no network.");
    }
  }

  /** An edit may have left what fits no layer any more: it waits, as it did where the link comes from. */
  private static Map<Slice, Tensor> trained(@Nullable String name) {
    return name == null
        ? new HashMap<>()
        : new HashMap<>(TrainedStart.numbers(Trained.named(name)));
  }

  private static Map<Slice, Tensor> numbers(@Nullable String text, Network network)
      throws DataFormatException {
    Map<Slice, Tensor> numbers = new LinkedHashMap<>();
    if (text != null) {
      Safetensors.read(inflated(text))
          .forEach((name, tensor) -> numbers.put(Slice.parse(name).orElseThrow(), tensor));
    }
    List<Part> parts = numbers.entrySet().stream()
        .map(entry -> new Part(entry.getKey(), entry.getValue())).toList();
    if (!Weights.of(parts, 0).misfits(NetworkReading.of(network)).isEmpty()) {
      throw new NoSuchElementException();
    }
    return numbers;
  }

  private static List<String> classes(@Nullable String text) throws DataFormatException {
    return text == null
        ? List.of()
        : new String(inflated(text), StandardCharsets.UTF_8).lines().toList();
  }

  private static PictureChoice picture(Function<String, @Nullable String> parts) {
    PictureChoice usual = PictureChoice.STARTER;
    String name = parts.apply("picture");
    List<Step> steps = Step.parse(or("", parts.apply("steps")));
    if (steps.size() > Step.MAX) {
      throw new NoSuchElementException();
    }
    return new PictureChoice(
        name == null ? usual.source() : new PictureSource.BuiltIn(name),
        Fit.of(or(usual.fit().word(), parts.apply("fit"))).orElseThrow(),
        Normalisation.of(or(usual.normalisation().word(), parts.apply("normalisation")))
            .orElseThrow(),
        steps);
  }

  private static String or(String otherwise, @Nullable String text) {
    return text == null ? otherwise : text;
  }

  private static byte[] inflated(String text) throws DataFormatException {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(Base64.getUrlDecoder().decode(text));
      ByteArrayOutputStream inflated = new ByteArrayOutputStream();
      byte[] chunk = new byte[8_192];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException();
        }
        inflated.write(chunk, 0, count);
        if (inflated.size() > MAX_DOCUMENT_BYTES) {
          throw Refusal.overLimit("document_bytes",
              "The link holds a document of more than " + MAX_DOCUMENT_BYTES + " bytes.");
        }
      }
      return inflated.toByteArray();
    }
  }
}
