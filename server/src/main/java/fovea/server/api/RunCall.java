package fovea.server.api;

import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Form;
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
import java.util.LinkedHashMap;
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

  private static final Set<String> PARTS = Set.of(
      "network", "tensors", "image", "outputs", "seed", "fit", "normalisation");

  private final Runs runs;
  private final PictureDecoder decoder;
  private final NetworkRequests requests;

  public RunCall(Runs runs, PictureDecoder decoder, NetworkRequests requests) {
    this.runs = runs;
    this.decoder = decoder;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    runs.refuseIfFull();
    requests.read(context, PARTS, request -> run(context, request));
  }

  private void run(Context context, NetworkRequest request) {
    NetworkReading reading = request.reading();
    Set<String> outputs = outputs(request);
    long fileBytes = fileBytes(reading, outputs);
    runs.refuseOverLimits(reading, fileBytes);
    NetworkRequest.Numbers numbers = request.numbers();
    Tensor input = request.form().part("image")
        .map(file -> fitted(request.form(), file, reading.network().input()))
        .or(numbers::input)
        .orElseThrow(() -> Refusal.malformed(
            "Send a picture as \"image\", or \"tensors\" with one named \"input\"."));
    // The file is written while the run's memory is still reserved.
    AtomicReference<byte[]> file = new AtomicReference<>(new byte[0]);
    runs.compute(new RunRequest(
        reading,
        numbers.weights(),
        input,
        outputs,
        values -> file.set(safetensors(values, outputs)),
        fileBytes));
    context.disableCompression().contentType("application/octet-stream").result(file.get());
  }

  private static Set<String> outputs(NetworkRequest request) {
    Set<String> outputs = request.outputs();
    Network network = request.reading().network();
    return outputs.isEmpty()
        ? Set.of(network.nodes().isEmpty() ? Node.INPUT : network.nodes().getLast().id())
        : outputs;
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

  private static byte[] safetensors(Activations values, Set<String> outputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    outputs.forEach(output -> tensors.put(output, values.tensor(output)));
    return Safetensors.write(tensors);
  }
}
