package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStoreTest {

  private static final Owner ANN = new Owner("ann");
  private static final byte[] CHECKPOINT = {1, 2, 3};
  private static final Slice BIAS = new Slice("conv.bias", List.of());

  @TempDir
  private Path folder;
  private Database database;
  private NetworkStore networks;
  private VersionStore versions;
  private TrainingStore trainings;
  private MomentStore moments;
  private TrainingWork one;
  private TrainingWork other;
  private String network;

  @BeforeEach
  void open() {
    database = Databases.ASKED_FOR.open(folder);
    networks = new NetworkStore(database);
    versions = new VersionStore(database);
    trainings = new TrainingStore(database);
    moments = new MomentStore(database);
    one = new TrainingWork(database);
    other = new TrainingWork(database);
    KeptNetwork kept = networks.create(ANN, NetworkDocument.parse("""
        {"name": "n", "input": [1, 16, 16], "layers": [
         {"id": "conv", "type": "Conv2d", "out_channels": 2, "kernel_size": 3}]}"""), 0,
        new PictureChoice(PictureChoice.STARTER.source(), PictureChoice.STARTER.fit(),
            Normalisation.IMAGENET));
    network = kept.id();
    trainings.begin(ANN, kept, "{}", 100, "log", CHECKPOINT);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Learned learned(float bias) {
    return new Learned(Map.of(BIAS, Tensor.of(new float[]{bias, 0}, 2)), List.of("a", "b"), 1, 0.5,
        0.25);
  }

  private boolean keep(TrainingWork work, KeptTraining training, int step, State state) {
    return work.keep(training, state, "", step, "log " + step, CHECKPOINT, learned(step));
  }

  private KeptNetwork kept() {
    return networks.find(ANN, network).orElseThrow();
  }

  private void beatAt(long millis) throws SQLException {
    try (Connection connection = Databases.ASKED_FOR.connect(folder);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE trainings SET beat = " + millis);
    }
  }

  @Test
  void oneServerWorksAtItUntilItIsNotHeardOfAnyMore() throws SQLException {
    KeptTraining first = one.takeUpAny().orElseThrow();
    assertEquals(1, first.token());
    assertEquals(Optional.empty(), other.takeUpAny());
    assertEquals(Map.of(network, Wish.RUN), one.wishes());
    assertTrue(keep(one, first, 1, State.RUNNING));
    beatAt(System.currentTimeMillis() - 60_000);
    one.beat(List.of(first.network()));
    assertEquals(Optional.empty(), other.takeUpAny(), "it was heard of again");
    beatAt(System.currentTimeMillis() - 60_000);
    KeptTraining second = other.takeUpAny().orElseThrow();
    assertEquals(1, second.step());
    assertFalse(keep(one, first, 2, State.RUNNING), "it was away too long");
    assertEquals(Map.of(), one.wishes());
    assertTrue(keep(other, second, 3, State.RUNNING));
    assertEquals(List.of(0, 1, 3), moments.steps(network));
    other.leave();
    assertEquals(3, one.takeUpAny().orElseThrow().step(), "it was left to the others at once");
  }

  @Test
  void theNetworkFollowsAsOneStepThatIsUndone() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    for (int step : List.of(1, 2, 4)) {
      keep(one, training, step, State.RUNNING);
      assertEquals("trained", kept().version().what());
      assertEquals("" + step, kept().version().subject());
      assertEquals(step, trainings.find(ANN, network).orElseThrow().taken());
    }
    assertEquals(2, versions.list(ANN, network).size());
    assertEquals(List.of("a", "b"), kept().state().classes());
    assertEquals(Normalisation.ZERO_TO_ONE, kept().picture().normalisation());
    versions.undo(ANN, network);
    assertTrue(kept().own().isEmpty());
    assertEquals(Normalisation.IMAGENET, kept().picture().normalisation());
    keep(one, training, 8, State.RUNNING);
    assertTrue(kept().own().isEmpty(), "who has undone it stays there");
    versions.redo(ANN, network);
    keep(one, training, 16, State.RUNNING);
    assertEquals("16", kept().version().subject());
  }

  @Test
  void aNamedVersionStays() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    keep(one, training, 1, State.RUNNING);
    versions.label(ANN, network, "first step");
    keep(one, training, 2, State.RUNNING);
    assertEquals(List.of("", "first step", ""),
        versions.list(ANN, network).stream().map(Version::label).toList());
  }

  @Test
  void whoAsksForAMomentStaysThereUntilTheyAskForTheLast() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    keep(one, training, 1, State.RUNNING);
    keep(one, training, 2, State.RUNNING);
    assertTrue(moments.take(ANN, network, 0, List.of("a", "b")).orElseThrow().own().isEmpty());
    keep(one, training, 4, State.RUNNING);
    assertEquals("0", kept().version().subject());
    moments.take(ANN, network, 4, List.of("a", "b"));
    keep(one, training, 8, State.RUNNING);
    assertEquals("8", kept().version().subject());
    assertEquals(2, versions.list(ANN, network).size());
    assertThrows(Refusal.class, () -> moments.take(ANN, network, 3, List.of()));
    assertEquals(Optional.empty(), moments.take(new Owner("bob"), network, 4, List.of()));
  }

  @Test
  void anotherChangeOfTheNetworkIsNotOverwritten() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    keep(one, training, 1, State.RUNNING);
    versions.change(ANN, network, new Change.Edited(new Edit.Rename("mine")));
    keep(one, training, 2, State.RUNNING);
    assertEquals("mine", kept().network().name());
    assertEquals("rename", kept().version().what());
    moments.take(ANN, network, 2, List.of("a", "b"));
    assertEquals("mine", kept().network().name());
    assertEquals("trained", kept().version().what());
    versions.undo(ANN, network);
    assertEquals("rename", kept().version().what());
  }

  @Test
  void weightsOfMomentsAreKeptAsLongAsTheTraining() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    keep(one, training, 1, State.RUNNING);
    keep(one, training, 2, State.RUNNING);
    networks.purge(ANN);
    WeightStore weights = new WeightStore(database);
    OwnWeights first = moments.find(network, 1).orElseThrow();
    assertEquals(1, Objects.requireNonNull(weights.numbers(ANN, first.entries()).get(BIAS))
        .data()[0]);
    long before = new SpaceStore(database).of(ANN).bytes();
    trainings.begin(ANN, kept(), "{}", 100, "log", CHECKPOINT);
    assertEquals(List.of(0), moments.steps(network));
    assertTrue(new SpaceStore(database).of(ANN).bytes() < before);
    assertFalse(keep(one, training, 3, State.RUNNING), "another training has begun");
  }

  @Test
  void whoWantsItToGoOnWhileItsPauseIsKeptIsHeard() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    trainings.wish(ANN, network, Wish.PAUSE);
    trainings.wish(ANN, network, Wish.RUN);
    assertTrue(keep(one, training, 5, State.PAUSED), "it goes on");
    assertEquals(State.RUNNING, trainings.find(ANN, network).orElseThrow().state());
  }

  @Test
  void wishesAreHeardByWhoeverWorksAtIt() {
    KeptTraining training = one.takeUpAny().orElseThrow();
    assertTrue(trainings.wish(ANN, network, Wish.PAUSE));
    assertEquals(Map.of(network, Wish.PAUSE), one.wishes());
    assertFalse(keep(one, training, 5, State.PAUSED), "it waits");
    assertFalse(trainings.wish(ANN, network, Wish.STOP), "it does not run");
    assertEquals(Optional.empty(), other.takeUpAny());
    assertTrue(trainings.resume(ANN, network, Wish.STEP));
    assertEquals(Wish.STEP, other.takeUp(network).orElseThrow().wish());
    networks.delete(ANN, network);
    assertEquals(Map.of(network, Wish.STOP), other.wishes());
    networks.restore(ANN, network);
    assertFalse(trainings.resume(new Owner("bob"), network, Wish.RUN));
  }
}
