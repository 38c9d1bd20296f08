package fovea.server.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.format.Safetensors;
import fovea.engine.format.SafetensorsFile;
import fovea.engine.format.StoredTensor;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Pictures;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import fovea.server.http.Presence;
import fovea.server.http.Refusal;
import fovea.server.http.RequestMemory;
import fovea.server.http.Upload;
import fovea.server.training.Trainings;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code POST /api/v1/train}: trains a network on pictures with labels, and answers a zip of its weights and of
 * the loss and accuracy of every step.
 */
public final class TrainCall implements Handler {

  private static final Set<String> PARTS = Set.of("network", "tensors", "seed", "data", "options");

  /** 20 trillion multiply-accumulates: some minutes of an ordinary machine. */
  private static final long MAX_WORK = 20_000_000_000_000L;

  /** What a step is beside its way forward: back for the inputs, back for the parameters. */
  private static final int WAYS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Trainings trainings;
  private final NetworkRequests requests;

  public TrainCall(Trainings trainings, NetworkRequests requests) {
    this.trainings = trainings;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    trainings.refuseIfFull();
    requests.read(context, PARTS, request -> train(context, request));
  }

  private void train(Context context, NetworkRequest request) {
    SafetensorsFile data = SafetensorsFile.of(part(request, "data"));
    StoredTensor images = tensor(data, "images");
    TrainingOptions options = TrainOptions.of(
        request.form().text("options").orElse("{}"), pictures(request.reading(), images));
    long bytes = bytes(request.reading(), options);
    refuseOverLimits(request.reading(), options, bytes);
    Weights weights = request.numbers(options.seed()).weights();
    RequestMemory.hold(context, 2L * Float.BYTES * images.elements());
    Pictures pictures = pictures(data, images);
    ObjectNode history = JSON.createObjectNode();
    ArrayNode loss = history.putArray("loss");
    ArrayNode accuracy = history.putArray("accuracy");
    Training training = trainings.run(
        bytes, () -> made(request.reading(), weights, pictures, options), step -> {
          loss.add(step.loss());
          accuracy.add(step.accuracy());
        }, new Presence(context)::isGone);
    training.divergence().ifPresent(lost -> {
      throw Refusal.unusable(lost.sentence());
    });
    context.contentType("application/zip")
        .result(zip(request.reading(), training.weights(), history));
  }

  private static byte[] part(NetworkRequest request, String name) {
    return request.form().part(name).map(Upload::bytes)
        .orElseThrow(() -> Refusal.malformed("The part \"" + name + "\" is missing."));
  }

  private static StoredTensor tensor(SafetensorsFile data, String name) {
    return data.tensors().stream().filter(tensor -> tensor.name().equals(name)).findFirst()
        .orElseThrow(() -> Refusal.malformed(
            "\"data\" has no tensor named \"" + name + "\"; it needs \"images\" and \"labels\"."));
  }

  /** How many there are. */
  private static int pictures(NetworkReading reading, StoredTensor images) {
    List<Long> shape = images.shape();
    Shape.Maps in = reading.network().input();
    if (shape.size() != 4 || shape.getFirst() < 1
        || !shape.subList(1, 4).equals(in.dimensions())) {
      throw Refusal.malformed("\"images\" has shape " + shape
          + ", but the network reads pictures of " + in.dimensions() + ": send [N, C, H, W].");
    }
    return Math.toIntExact(shape.getFirst());
  }

  private static Pictures pictures(SafetensorsFile data, StoredTensor images) {
    StoredTensor stored = tensor(data, "labels");
    int[] labels = data.wholeNumbers(stored).orElseThrow(() -> Refusal.malformed(
        "\"labels\" has type " + stored.type() + "; send whole numbers, I64."));
    if (!stored.shape().equals(List.of(images.shape().getFirst()))) {
      throw Refusal.malformed("\"labels\" has shape " + stored.shape()
          + ", but there are " + images.shape().getFirst() + " images.");
    }
    return Pictures.of(data.tensor(images), labels);
  }

  private static long bytes(NetworkReading reading, TrainingOptions options) {
    try {
      return Training.bytesNeeded(reading, options);
    } catch (IllegalArgumentException cannot) {
      throw Refusal.unusable("This network cannot be trained: " + cannot.getMessage() + ".");
    }
  }

  private void refuseOverLimits(NetworkReading reading, TrainingOptions options, long bytes) {
    if (bytes > trainings.maxBytes()) {
      throw Refusal.overLimit("train_bytes", "Training it would take " + bytes + " bytes and "
          + trainings.maxBytes() + " are allowed; take a smaller batch_size.");
    }
    double work = (double) WAYS * options.steps() * options.batchSize()
        * reading.totals().macs();
    if (work > MAX_WORK) {
      throw Refusal.overLimit("train_macs", "Training it would take %.3g multiply-accumulates"
          .formatted(work) + " and " + MAX_WORK + " are allowed; take fewer steps.");
    }
  }

  private static Training made(NetworkReading reading, Weights weights, Pictures pictures,
      TrainingOptions options) {
    try {
      return new Training(reading, weights, pictures, options);
    } catch (IllegalArgumentException misfit) {
      throw Refusal.malformed("This cannot be trained: " + misfit.getMessage() + ".");
    }
  }

  private static byte[] zip(NetworkReading reading, Weights weights, ObjectNode history) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (LayerReading layer : reading.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        tensors.put(parameter.name(), weights.tensor(parameter));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("weights.safetensors"));
      Safetensors.write(tensors, zip);
      zip.putNextEntry(new ZipEntry("history.json"));
      zip.write(JSON.writeValueAsBytes(history));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }
}
