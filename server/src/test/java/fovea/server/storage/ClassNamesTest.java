package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the numbers of a last layer stand for belongs to the network. */
class ClassNamesTest {

  private static final Owner ANN = new Owner("ann");
  private static final Owner BEN = new Owner("ben");
  private static final Network TINY = Zoo.network("tinyvgg");
  private static final Slice BIAS = new Slice("output.bias", List.of());
  private static final Map<Slice, Tensor> LEARNED = Map.of(BIAS, Tensor.of(new float[10], 10));

  @Test
  void theyGoWhereTheNetworkGoes(@TempDir Path folder) {
    List<String> classes = List.of("ring", "straße", "十");
    String id;
    try (Database database = Databases.ASKED_FOR.open(folder)) {
      id = new NetworkStore(database).create(ANN, new NetworkState(
          TINY, 0, OwnWeights.of(LEARNED), PictureChoice.STARTER, classes), LEARNED).id();
    }
    try (Database database = Databases.ASKED_FOR.open(folder)) {
      VersionStore versions = new VersionStore(database);
      versions.change(ANN, id, new Change.Edited(new Edit.Rename("one")));
      versions.change(ANN, id, new Change.Input(new Shape.Maps(3, 32, 32), 5));
      versions.change(ANN, id, new Change.Look(new PictureChoice(
          new PictureSource.BuiltIn("cat"), Fit.PAD, Normalisation.IMAGENET)));
      assertEquals(classes, new NetworkStore(database).find(ANN, id).orElseThrow().classes());
      ShareStore shares = new ShareStore(database);
      assertEquals(classes,
          shares.fork(BEN, shares.share(ANN, id).orElseThrow()).orElseThrow().classes());
      assertEquals(List.of(), versions.change(ANN, id, new Change.ResetWeights(Set.of(BIAS)))
          .orElseThrow().classes(), "what has learned nothing has no names");
      assertEquals(classes, versions.undo(ANN, id).orElseThrow().classes());
    }
  }

  @Test
  void eachIsALineOfSomeLetters() {
    for (String name : List.of("", " ", "a\nb", "x".repeat(41))) {
      assertThrows(IllegalArgumentException.class, () -> named(List.of(name)), name);
    }
    assertThrows(IllegalArgumentException.class, () -> named(Collections.nCopies(1_001, "cat")));
    String longest = "x".repeat(40);
    assertEquals(longest, named(Collections.nCopies(1_000, longest)).classes().getLast());
  }

  private static NetworkState named(List<String> classes) {
    return new NetworkState(TINY, 0, OwnWeights.NONE, PictureChoice.STARTER, classes);
  }
}
