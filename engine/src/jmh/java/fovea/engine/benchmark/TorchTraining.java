package fovea.engine.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import fovea.engine.network.Layer;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch training one of our networks, layer by layer with its own functions and autograd, by SGD with
 * momentum; through DJL, which needs no Python.
 */
final class TorchTraining implements AutoCloseable {

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final NetworkReading network;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> momenta = new HashMap<>();
  private final List<String> trained = new ArrayList<>();
  private final float lr;
  private final float momentum;

  TorchTraining(NetworkReading network, Weights weights, double lr, double momentum) {
    this.network = network;
    this.lr = (float) lr;
    this.momentum = (float) momentum;
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        NDArray array = array(weights.tensor(parameter));
        parameters.put(parameter.name(), array);
        if (parameter.kind().isTrained()) {
          array.setRequiresGradient(true);
          trained.add(parameter.name());
          momenta.put(parameter.name(), array.zerosLike());
        }
      }
    }
  }

  static String version() {
    return "PyTorch " + Engine.getEngine("PyTorch").getVersion();
  }

  private NDArray array(Tensor tensor) {
    return manager.create(tensor.data(),
        new Shape(java.util.Arrays.stream(tensor.shape()).asLongStream().toArray()));
  }

  /** One step: forward, backward, SGD. Gives the loss. */
  float step(float[] images, long[] labels) {
    try (NDManager ofStep = manager.newSubManager()) {
      var in = network.network().input();
      NDArray x = ofStep.create(
          images, new Shape(labels.length, in.channels(), in.height(), in.width()));
      NDArray y = ofStep.create(labels, new Shape(labels.length, 1));
      float loss;
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDArray numbers = forward(x);
        NDArray picked = numbers.logSoftmax(1).gather(y, 1);
        NDArray mean = picked.mean().neg();
        collector.backward(mean);
        loss = mean.getFloat();
      }
      for (String name : trained) {
        NDArray weight = parameters.get(name);
        NDArray gradient = weight.getGradient();
        NDArray buffer = momenta.get(name);
        buffer.muli(momentum).addi(gradient);
        NDArray change = buffer.mul(lr);
        weight.subi(change);
        gradient.close();
        change.close();
      }
      return loss;
    }
  }

  /** The parameter's numbers now. */
  float[] numbers(String name) {
    return parameters.get(name).toFloatArray();
  }

  private NDArray forward(NDArray picture) {
    Map<String, NDArray> values = new HashMap<>(Map.of(Node.INPUT, picture));
    NDArray last = picture;
    for (LayerReading layer : network.layers()) {
      NDArray in = values.get(layer.inputs().getFirst());
      last = forward(layer, in, values);
      values.put(layer.id(), last);
    }
    return last;
  }

  private NDArray forward(LayerReading reading, NDArray in, Map<String, NDArray> values) {
    NDArray weight = parameters.get(reading.id() + ".weight");
    NDArray bias = parameters.get(reading.id() + ".bias");
    return switch (reading.node().layer()) {
      case Layer.Conv2d conv -> Conv2d.conv2d(in, weight, bias, shape(conv.stride()),
          shape(((Padding.Explicit) conv.padding()).cells()), shape(conv.dilation()),
          conv.groups()).singletonOrThrow();
      case Layer.BatchNorm2d norm -> BatchNorm.batchNorm(in,
          parameters.get(reading.id() + ".running_mean"),
          parameters.get(reading.id() + ".running_var"), weight, bias, 1, 0.1f,
          (float) norm.eps(), true).singletonOrThrow();
      case Layer.Linear _ -> Linear.linear(in, weight, bias).singletonOrThrow();
      case Layer.MaxPool2d pool -> Pool.maxPool2d(in, shape(pool.kernelSize()),
          shape(pool.stride()), shape(pool.padding()), pool.ceilMode());
      case Layer.AdaptiveAvgPool2d _ -> Pool.globalAvgPool2d(in).reshape(
          in.getShape().get(0), in.getShape().get(1), 1, 1);
      case Layer.ReLU _ -> in.getNDArrayInternal().relu();
      case Layer.Flatten _ -> in.reshape(in.getShape().get(0), -1);
      case Layer.Add _ -> in.add(values.get(reading.inputs().get(1)));
      default -> throw new IllegalArgumentException("no peer for " + reading.node());
    };
  }

  private static Shape shape(Pair pair) {
    return new Shape(pair.height(), pair.width());
  }

  @Override
  public void close() {
    manager.close();
  }
}
