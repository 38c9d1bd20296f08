package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.VersionStore;
import java.util.List;
import java.util.Map;

/**
 * One convolution to follow by hand: three channels of 8 × 8 tenths, a ramp in the first window, and
 * a kernel for vertical edges, the same for each channel; its 36 answers all differ. A network like any other, with a picture and
 * weights that were chosen; its visitor may change both.
 */
final class WorkedExample {

  private static final Network NETWORK = NetworkDocument.parse("""
      {"name": "example", "input": [3, 8, 8], "layers": [
        {"id": "numbers", "type": "Conv2d", "out_channels": 3, "kernel_size": 1, "groups": 3,
         "bias": false},
        {"id": "edges", "type": "Conv2d", "out_channels": 1, "kernel_size": 3}]}
      """);

  /** A tenth is 12 / 255 of white; times this it is 0.1. */
  private static final float STEP = 2.125f;

  private static final float[] VERTICAL_EDGES = {1, 0, -1, 2, 0, -2, 1, 0, -1};

  private WorkedExample() {}

  /** Keeps a copy for this visitor; answers the address of its first unit's arithmetic. */
  static String create(NetworkStore store, VersionStore versions, Owner owner, String name) {
    PictureChoice picture = new PictureChoice(
        new PictureSource.BuiltIn(BuiltInPictures.RAMP), Fit.CROP, Normalisation.ZERO_TO_ONE);
    KeptNetwork kept = store.create(
        owner, new Network(name, NETWORK.input(), NETWORK.nodes()), 0, picture);
    float[] edges = new float[27];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = VERTICAL_EDGES[i % 9];
    }
    versions.change(owner, kept.id(), new Change.SetWeights(Map.of(
        new Slice("numbers.weight", List.of()),
        Tensor.of(new float[]{STEP, STEP, STEP}, 3, 1, 1, 1),
        new Slice("edges.weight", List.of()), Tensor.of(edges, 1, 3, 3, 3))));
    return "/networks/" + kept.id() + "/layers/edges/units/0/0/0";
  }
}
