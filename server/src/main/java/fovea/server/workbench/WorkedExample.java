package fovea.server.workbench;

import fovea.engine.network.Network;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.zoo.Lessons;
import fovea.server.http.Owner;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.NetworkState;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.OwnWeights;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One convolution to follow by hand: three channels of 8 × 8 tenths, a ramp in the first window, and
 * a kernel for vertical edges, the same for each channel; its 36 answers all differ. A network like any
 * other, with a picture and weights that were chosen; its visitor may change both.
 */
final class WorkedExample {

  /** Its name among the course's networks. */
  static final String NAME = "worked";

  static final PictureChoice PICTURE = new PictureChoice(
      new PictureSource.BuiltIn(BuiltInPictures.RAMP), Fit.CROP, Normalisation.ZERO_TO_ONE);

  private WorkedExample() {}

  /** Keeps a copy for this visitor; answers the address of its first unit's arithmetic. */
  static String create(NetworkStore store, Owner owner, String name) {
    Network network = Lessons.network(NAME);
    Map<Slice, Tensor> numbers = numbers(NAME);
    NetworkState state = new NetworkState(new Network(name, network.input(), network.nodes()), 0,
        OwnWeights.of(numbers), PICTURE, List.of());
    return "/networks/" + store.create(owner, state, numbers).id() + "/layers/conv/units/0/0/0";
  }

  /** The numbers that belong to a network of the course. */
  static Map<Slice, Tensor> numbers(String name) {
    return Lessons.weights(name).entrySet().stream().collect(Collectors.toMap(
        entry -> new Slice(entry.getKey(), List.of()), Map.Entry::getValue));
  }
}
