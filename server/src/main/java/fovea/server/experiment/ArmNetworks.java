package fovea.server.experiment;

import fovea.engine.experiment.Arm;
import fovea.engine.experiment.Experiment;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.ExperimentStore;
import fovea.server.storage.NetworkState;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.OwnWeights;
import fovea.server.storage.PictureStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens what an experiment has trained: somebody's own copy of the network, with the weights of the first
 * seed as soon as there are any, before a picture that it has not learned from. Thread-safe.
 */
record ArmNetworks(ExperimentStore store, NetworkStore networks, PictureStore pictures) {

  /** Answers the copy's id. */
  String open(Owner owner, Experiment experiment, Arm arm) {
    Map<Slice, Tensor> numbers = new LinkedHashMap<>();
    store.weights(experiment.key(), arm.word()).ifPresent(file -> Safetensors.read(file)
        .forEach((name, tensor) -> numbers.put(Slice.parse(name).orElseThrow(), tensor)));
    PictureChoice picture = new PictureChoice(
        new PictureSource.Kept(pictures.keep(owner, picture(arm.unseen()))),
        Fit.STRETCH, Normalisation.ZERO_TO_ONE);
    return networks.create(owner,
        new NetworkState(arm.network(), 1, OwnWeights.of(numbers), picture,
            numbers.isEmpty() ? List.of() : arm.classes()),
        numbers).id();
  }

  /** Its first three channels as red, green and blue, or its first as grey. */
  private static Picture picture(Tensor numbers) {
    int height = numbers.dimension(1);
    int width = numbers.dimension(2);
    int plane = height * width;
    byte[] rgb = new byte[3 * plane];
    for (int i = 0; i < rgb.length; i++) {
      int c = numbers.dimension(0) < 3 ? 0 : i % 3;
      rgb[i] = (byte) Math.round(255 * numbers.data()[c * plane + i / 3]);
    }
    return Picture.ofRgb(width, height, rgb);
  }
}
