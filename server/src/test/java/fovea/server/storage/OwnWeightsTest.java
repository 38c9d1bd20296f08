package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.PictureChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that networks have of their own, in a real database. */
class OwnWeightsTest {

  private static final Owner ANN = new Owner("ann");
  private static final Owner BEN = new Owner("ben");
  private static final Network TINY = Zoo.network("tinyvgg");
  private static final Slice KERNEL = slice("conv_1_1.weight[2, 1]");
  private static final float[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir
  private Path folder;
  private Database database;
  private NetworkStore networks;
  private VersionStore versions;
  private ShareStore shares;
  private WeightStore weights;
  private String id = "";

  @BeforeEach
  void open() {
    database = Databases.ASKED_FOR.open(folder);
    networks = new NetworkStore(database);
    versions = new VersionStore(database);
    shares = new ShareStore(database);
    weights = new WeightStore(database);
    if (id.isEmpty()) {
      id = networks.create(ANN, TINY, 7, PictureChoice.STARTER).id();
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aKernelSetByHandIsThereAfterARestartAndGoneAfterUndo() {
    set(KERNEL, NINE, 3, 3);
    close();
    open();
    assertArrayEquals(NINE, kernel(ANN, kept(), "conv_1_1.weight"));
    assertEquals("weights", kept().version().what());
    assertEquals("conv_1_1", kept().version().subject());
    versions.undo(ANN, id);
    assertArrayEquals(seeded(), kernel(ANN, kept(), "conv_1_1.weight"));
    versions.redo(ANN, id);
    assertArrayEquals(NINE, kernel(ANN, kept(), "conv_1_1.weight"));
    set(KERNEL, NINE, 3, 3);
    assertEquals(2, kept().version().number(), "the same numbers are no change");
    versions.change(ANN, id, new Change.ResetWeights(Set.of(slice("conv_1_1.weight"))));
    assertTrue(kept().own().isEmpty());
    assertArrayEquals(seeded(), kernel(ANN, kept(), "conv_1_1.weight"));
  }

  @Test
  void aWholeTensorTakesThePlaceOfItsParts() {
    set(KERNEL, NINE, 3, 3);
    set(slice("conv_1_1.bias[4]"), new float[]{2});
    set(slice("conv_1_1.weight"), new float[10 * 3 * 9], 10, 3, 3, 3);
    assertEquals(List.of("conv_1_1.bias[4]", "conv_1_1.weight"),
        kept().own().entries().stream().map(entry -> entry.slice().toString()).toList());
    assertArrayEquals(new float[9], kernel(ANN, kept(), "conv_1_1.weight"));
  }

  @Test
  void weightsFollowTheirLayersNameAndGoWithIt() {
    set(KERNEL, NINE, 3, 3);
    versions.change(ANN, id, new Change.Edited(
        new Edit.Replace("conv_1_1", TINY.node("conv_1_1").named("edges"))));
    assertArrayEquals(NINE, kernel(ANN, kept(), "edges.weight"));
    versions.change(ANN, id, new Change.Edited(new Edit.Remove("edges")));
    assertTrue(kept().own().isEmpty());
    versions.undo(ANN, id);
    assertArrayEquals(NINE, kernel(ANN, kept(), "edges.weight"));
  }

  @Test
  void aFrozenCopyAndItsForkKeepThem() {
    set(KERNEL, NINE, 3, 3);
    String share = shares.share(ANN, id).orElseThrow();
    networks.delete(ANN, id);
    Owner owner = ShareStore.ownerOf(share);
    assertArrayEquals(NINE,
        kernel(owner, networks.find(owner, share).orElseThrow(), "conv_1_1.weight"));
    KeptNetwork fork = shares.fork(BEN, share).orElseThrow();
    assertArrayEquals(NINE, kernel(BEN, fork, "conv_1_1.weight"));
  }

  @Test
  void whatIsTooMuchOrNoNumberIsRefusedAndNothingIsKept() {
    set(KERNEL, NINE, 3, 3);
    int most = (int) (WeightStore.MAX_BYTES / Float.BYTES);
    refused("own_weight_bytes", Map.of(
        slice("a.weight"), Tensor.of(new float[most], most),
        slice("b.weight"), Tensor.of(new float[1], 1)));
    refused("finite_numbers", Map.of(KERNEL, Tensor.of(new float[]{Float.NaN}, 1)));
    refused("finite_numbers",
        Map.of(KERNEL, Tensor.of(new float[]{1, Float.NEGATIVE_INFINITY}, 2)));
    assertEquals(2, kept().version().number());
    assertEquals(1, tensors(ANN));
  }

  @Test
  void numbersThatNoVersionHasAnyMoreAreDeleted() {
    set(KERNEL, NINE, 3, 3);
    set(KERNEL, new float[9], 3, 3);
    String other = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    versions.change(ANN, other,
        new Change.SetWeights(Map.of(KERNEL, Tensor.of(NINE, 3, 3))));
    assertEquals(2, tensors(ANN), "the same numbers are kept once");
    networks.delete(ANN, id);
    assertEquals(2, tensors(ANN), "a deleted network can come back");
    networks.purge(ANN);
    assertEquals(1, tensors(ANN));
  }

  private void refused(String limit, Map<Slice, Tensor> numbers) {
    Refusal refusal = assertThrows(Refusal.class,
        () -> versions.change(ANN, id, new Change.SetWeights(numbers)));
    assertEquals(422, refusal.status());
    assertEquals(limit, refusal.limit().orElseThrow());
  }

  private void set(Slice slice, float[] numbers, int... shape) {
    versions.change(ANN, id, new Change.SetWeights(Map.of(slice, Tensor.of(numbers, shape))));
  }

  private KeptNetwork kept() {
    return networks.find(ANN, id).orElseThrow();
  }

  private int tensors(Owner owner) {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM tensors WHERE owner_id = :owner")
            .bind("owner", owner.id()).mapTo(Integer.class).one());
  }

  /** The numbers of {@code weight[2, 1]}, as a run would get them. */
  private float[] kernel(Owner owner, KeptNetwork kept, String parameter) {
    return kernel(weights.of(owner, kept), NetworkReading.of(kept.network()), parameter);
  }

  private static float[] seeded() {
    return kernel(Weights.seeded(7), NetworkReading.of(TINY), "conv_1_1.weight");
  }

  private static float[] kernel(Weights weights, NetworkReading network, String name) {
    Parameter parameter = network.layers().stream()
        .flatMap(layer -> layer.cost().parameters().stream())
        .filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    float[] data = weights.fitting(network).tensor(parameter).data();
    return Arrays.copyOfRange(data, (2 * 3 + 1) * 9, (2 * 3 + 2) * 9);
  }

  private static Slice slice(String text) {
    return Slice.parse(text).orElseThrow();
  }
}
