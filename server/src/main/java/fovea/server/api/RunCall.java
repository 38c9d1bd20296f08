package fovea.server.api;

import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.ByteBudget;
import fovea.server.http.Form;
import fovea.server.http.ProblemDocument;
import fovea.server.http.Refusal;
import fovea.server.http.Upload;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureDecoder;
import fovea.server.picture.PictureFit;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * {@code POST /api/v1/run}: computes a network on tensors or on a picture, and answers the values of
 * the wanted layers as safetensors.
 */
public final class RunCall implements Handler {

  private static final int MAX_REQUEST_BYTES = 64_000_000;
  private static final Set<String> PARTS = Set.of(
      "network", "tensors", "image", "outputs", "seed", "fit", "normalisation");

  private final Runs runs;
  private final PictureDecoder decoder;
  private final int maxBytes;
  private final ByteBudget requests;

  /** {@code memoryBytes}: what all requests that are being read or computed may take together. */
  public RunCall(Runs runs, PictureDecoder decoder, long memoryBytes) {
    this.runs = runs;
    this.decoder = decoder;
    this.maxBytes = (int) Math.min(MAX_REQUEST_BYTES, memoryBytes);
    this.requests = new ByteBudget("requests_memory", memoryBytes);
  }

  @Override
  public void handle(Context context) {
    runs.refuseIfFull();
    long announced = context.req().getContentLengthLong();
    try (ByteBudget.Claim _ = requests
        .claim(announced < 0 ? maxBytes : Math.min(announced, maxBytes))) {
      Form form = Form.of(context, maxBytes);
      refuseUnknownParts(form);
      byte[] document = form.part("network")
          .map(Upload::bytes)
          .orElseThrow(() -> Refusal.malformed("The part \"network\" is missing."));
      NetworkReading reading = NetworkReading.of(Documents.network(document));
      if (reading.isLegal()) {
        run(context, form, reading);
      } else {
        AnalyzeCall.send(
            context, 422, ProblemDocument.CONTENT_TYPE, Analysis.refusal(reading));
      }
    }
  }

  private static void refuseUnknownParts(Form form) {
    Set<String> unknown = new LinkedHashSet<>(form.names());
    unknown.removeAll(PARTS);
    if (!unknown.isEmpty()) {
      throw Refusal.malformed("Unknown part \"" + unknown.iterator().next() + "\"; there are "
          + String.join(", ", PARTS.stream().sorted().toList()) + ".");
    }
  }

  private void run(Context context, Form form, NetworkReading reading) {
    Set<String> outputs = outputs(form, reading);
    long fileBytes = fileBytes(reading, outputs);
    runs.refuseOverLimits(reading, fileBytes);
    Map<String, Tensor> tensors = form.part("tensors")
        .map(file -> new LinkedHashMap<>(Safetensors.read(file.bytes())))
        .orElseGet(LinkedHashMap::new);
    Tensor given = tensors.remove(Node.INPUT);
    Tensor input = form.part("image")
        .map(file -> fitted(form, file, reading.network().input()))
        .or(() -> Optional.ofNullable(given))
        .orElseThrow(() -> Refusal.malformed(
            "Send a picture as \"image\", or \"tensors\" with one named \"input\"."));
    Weights weights = Weights.of(tensors, seed(form));
    refuseMisfits(reading, weights, input);
    // The file is written while the run's memory is still reserved.
    AtomicReference<byte[]> file = new AtomicReference<>(new byte[0]);
    runs.compute(new RunRequest(
        reading,
        weights,
        input,
        outputs,
        values -> file.set(safetensors(values, outputs)),
        fileBytes));
    context.disableCompression().contentType("application/octet-stream").result(file.get());
  }

  private static Set<String> outputs(Form form, NetworkReading reading) {
    Network network = reading.network();
    String wanted = form.text("outputs").orElse("").strip();
    if (wanted.isEmpty()) {
      return Set.of(network.nodes().isEmpty() ? Node.INPUT : network.nodes().getLast().id());
    }
    Set<String> outputs = new LinkedHashSet<>(Arrays.asList(wanted.split("\\s*,\\s*")));
    for (String output : outputs) {
      if (!output.equals(Node.INPUT) && reading.layer(output).isEmpty()) {
        throw Refusal.malformed("The network has no layer \"" + output + "\" for \"outputs\".");
      }
    }
    return outputs;
  }

  /** The values are copied out of the engine, then into the file. */
  private static long fileBytes(NetworkReading reading, Set<String> outputs) {
    try {
      long elements = outputs.stream()
          .mapToLong(output -> reading.shapeOf(output).elements())
          .reduce(0, Math::addExact);
      return Math.multiplyExact(elements, 2L * Float.BYTES);
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  private Tensor fitted(Form form, Upload file, Shape.Maps input) {
    Fit fit = choice(form, "fit", Fit.CROP, Fit::of);
    Normalisation normalisation = choice(form, "normalisation", Normalisation.ZERO_TO_ONE,
        Normalisation::of);
    if (file.bytes().length > Form.MAX_BYTES) {
      throw Refusal.tooManyBytes("picture_bytes", Form.MAX_BYTES);
    }
    Picture picture = decoder.decode(file.bytes());
    return PictureFit.fit(picture, input, fit).tensor(normalisation);
  }

  private static <T> T choice(
      Form form, String part, T otherwise, Function<String, Optional<T>> read) {
    return form.text(part)
        .map(word -> read.apply(word)
            .orElseThrow(() -> Refusal.malformed("\"" + word + "\" is no " + part + ".")))
        .orElse(otherwise);
  }

  private static long seed(Form form) {
    String seed = form.text("seed").orElse("0").strip();
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException notANumber) {
      throw Refusal.malformed("\"seed\" must be a whole number.");
    }
  }

  private static void refuseMisfits(NetworkReading reading, Weights weights, Tensor input) {
    Shape.Maps shape = reading.network().input();
    if (!input.hasShape(shape.channels(), shape.height(), shape.width())) {
      throw Refusal.malformed("The tensor \"input\" has shape " + Arrays.toString(input.shape())
          + " but the network reads " + shape.dimensions() + ".");
    }
    List<String> misfits = weights.misfits(reading);
    if (!misfits.isEmpty()) {
      throw Refusal.malformed("These tensors do not fit the network: "
          + String.join("; ", misfits.subList(0, Math.min(5, misfits.size()))) + ".");
    }
  }

  private static byte[] safetensors(Activations values, Set<String> outputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    outputs.forEach(output -> tensors.put(output, values.tensor(output)));
    return Safetensors.write(tensors);
  }
}
