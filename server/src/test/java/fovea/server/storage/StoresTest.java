package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

  private static final Owner ANN = new Owner("ann");
  private static final Owner BEN = new Owner("ben");
  private static final Network TINY = Zoo.network("tinyvgg");

  @TempDir
  private Path folder;
  private Database database;
  private NetworkStore networks;
  private VersionStore versions;
  private PictureStore pictures;

  @BeforeEach
  void open() {
    database = Databases.ASKED_FOR.open(folder);
    networks = new NetworkStore(database);
    versions = new VersionStore(database);
    pictures = new PictureStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    close();
    open();
  }

  @Test
  void aNetworkIsTheSameAfterARestart() {
    PictureChoice choice = new PictureChoice(
        new PictureSource.Kept("x"), Fit.PAD, Normalisation.IMAGENET);
    KeptNetwork kept = networks.create(ANN, TINY, 7, choice);
    reopen();
    KeptNetwork found = networks.find(ANN, kept.id()).orElseThrow();
    assertEquals(TINY, found.network());
    assertEquals(7, found.seed());
    assertEquals(choice, found.picture());
  }

  @Test
  void anothersNetworkIsNotFoundAndCannotBeChanged() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    assertTrue(networks.find(BEN, id).isEmpty());
    assertTrue(versions.change(BEN, id, edited(new Edit.Rename("mine"))).isEmpty());
    assertTrue(versions.undo(BEN, id).isEmpty());
    assertTrue(versions.redo(BEN, id).isEmpty());
    assertTrue(versions.label(BEN, id, "mine").isEmpty());
    assertTrue(versions.state(BEN, id, 1).isEmpty());
    assertTrue(versions.list(BEN, id).isEmpty());
    assertFalse(networks.delete(BEN, id));
    assertTrue(networks.list(BEN).isEmpty());
    assertTrue(networks.latest(BEN).isEmpty());
    assertEquals(TINY, networks.find(ANN, id).orElseThrow().network());
  }

  @Test
  void everyChangeIsAVersionInItsOrder() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    String first = TINY.nodes().getFirst().id();
    versions.change(ANN, id, edited(new Edit.Rename("other")));
    versions.change(ANN, id, edited(new Edit.Remove(first)));
    versions.change(ANN, id, new Change.Input(new Shape.Maps(3, 32, 32), 5));
    KeptNetwork found = networks.find(ANN, id).orElseThrow();
    assertEquals("other", found.network().name());
    assertEquals(TINY.nodes().size() - 1, found.network().nodes().size());
    assertEquals(5, found.seed());
    assertEquals(List.of("input ", "remove " + first, "rename other", "start "), history(id));
  }

  private static Change edited(Edit edit) {
    return new Change.Edited(edit);
  }

  private List<String> history(String id) {
    return versions.list(ANN, id).stream()
        .map(version -> version.what() + " " + version.subject()).toList();
  }

  @Test
  void aChangeAfterUndoingIsABranchAndNothingIsOverwritten() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    versions.change(ANN, id, edited(new Edit.Rename("one")));
    versions.change(ANN, id, edited(new Edit.Rename("two")));
    versions.undo(ANN, id);
    KeptNetwork branched = versions.change(ANN, id, edited(new Edit.Rename("three")))
        .orElseThrow();
    assertFalse(branched.canRedo());
    assertEquals("one", versions.undo(ANN, id).orElseThrow().network().name());
    assertEquals("three", versions.redo(ANN, id).orElseThrow().network().name());
    NetworkState two = versions.state(ANN, id, 3).orElseThrow();
    assertEquals("two", two.network().name());
    versions.change(ANN, id, new Change.Restore(3, two));
    reopen();
    assertEquals("two", networks.find(ANN, id).orElseThrow().network().name());
    assertEquals("two", networks.list(ANN).getFirst().name());
    assertEquals("three", versions.undo(ANN, id).orElseThrow().network().name());
  }

  @Test
  void whatChangesNothingMakesNoVersion() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    versions.change(ANN, id, edited(new Edit.Rename(TINY.name())));
    versions.undo(ANN, id);
    versions.redo(ANN, id);
    assertEquals(List.of("start "), history(id));
  }

  @Test
  void theLastVersionsAreKeptAndAllThatHaveNames() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    versions.change(ANN, id, edited(new Edit.Rename("first idea")));
    versions.label(ANN, id, "idea");
    for (int i = 0; i < 420; i++) {
      versions.change(ANN, id, edited(new Edit.Rename("n" + i)));
    }
    assertTrue(versions.state(ANN, id, 1).isEmpty(), "the beginning is forgotten");
    assertEquals("first idea", versions.state(ANN, id, 2).orElseThrow().network().name());
    assertEquals("idea", versions.list(ANN, id).getLast().label());
    int steps = 0;
    while (versions.undo(ANN, id).orElseThrow().canUndo()) {
      steps++;
    }
    assertTrue(steps >= 398, steps + " steps back");
  }

  @Test
  void onlySoManyVersionsHaveNames() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    for (int i = 0; i < 50; i++) {
      versions.change(ANN, id, edited(new Edit.Rename("n" + i)));
      versions.label(ANN, id, "name " + i);
    }
    versions.change(ANN, id, edited(new Edit.Rename("last")));
    Refusal refusal = assertThrows(Refusal.class, () -> versions.label(ANN, id, "too many"));
    assertEquals("named_versions", refusal.limit().orElseThrow());
  }

  @Test
  void anEditOfALayerThatIsGoneChangesNothing() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    Refusal refusal = assertThrows(Refusal.class,
        () -> versions.change(ANN, id, edited(new Edit.Remove("nothing"))));
    assertEquals(404, refusal.status());
    assertEquals(List.of("start "), history(id));
  }

  @Test
  void editsAtTheSameTimeAreAllKept() {
    String id = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    IntStream.range(0, 40).parallel().forEach(i -> versions.change(ANN, id,
        edited(new Edit.Insert("input", new Node("extra" + i, new Layer.ReLU())))));
    KeptNetwork found = networks.find(ANN, id).orElseThrow();
    assertEquals(TINY.nodes().size() + 40, found.network().nodes().size());
    assertEquals(41, history(id).size());
  }

  @Test
  void theNetworkChangedLastComesFirst() throws InterruptedException {
    String first = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    Thread.sleep(2);
    networks.create(ANN, TINY, 0, PictureChoice.STARTER);
    Thread.sleep(2);
    versions.change(ANN, first, new Change.Input(TINY.input(), 3));
    assertEquals(first, networks.latest(ANN).orElseThrow().id());
    assertEquals(first, networks.list(ANN).getFirst().id());
  }

  @Test
  void aPictureIsKeptForItsOwnerAlone() {
    Picture harbour = new BuiltInPictures().picture("harbour").orElseThrow();
    String id = pictures.keep(ANN, harbour);
    assertArrayEquals(harbour.png(), pictures.find(ANN, id).orElseThrow().png());
    assertTrue(pictures.find(BEN, id).isEmpty());
    assertTrue(pictures.png(BEN, id).isEmpty());
  }

  @Test
  void onlyTheLastPicturesThatNoNetworkLooksAtAreKept() throws InterruptedException {
    Picture dot = new BuiltInPictures().picture("gradient").orElseThrow().within(8);
    String used = pictures.keep(ANN, dot);
    PictureChoice choice = new PictureChoice(
        new PictureSource.Kept(used), Fit.CROP, Normalisation.ZERO_TO_ONE);
    networks.create(ANN, TINY, 0, choice);
    Thread.sleep(2);
    String unused = pictures.keep(ANN, dot);
    Thread.sleep(2);
    for (int i = 0; i < 42; i++) {
      pictures.keep(ANN, dot);
    }
    assertTrue(pictures.find(ANN, used).isPresent());
    assertTrue(pictures.find(ANN, unused).isEmpty());
  }

  @Test
  void aSharedPictureOutlivesItsSharer() {
    String picture = pictures.keep(ANN, new BuiltInPictures().picture("cat").orElseThrow());
    String id = networks.create(ANN, TINY, 3, new PictureChoice(
        new PictureSource.Kept(picture), Fit.PAD, Normalisation.IMAGENET)).id();
    ShareStore shares = new ShareStore(database);
    String share = shares.share(ANN, id).orElseThrow();
    assertTrue(shares.share(BEN, id).isEmpty());
    OwnerStore owners = new OwnerStore(database);
    Instant later = Instant.now().plus(Duration.ofDays(20));
    owners.seen(ShareStore.ownerOf(share), later);
    owners.deleteUnseenSince(Instant.now().plus(Duration.ofDays(10)));
    assertTrue(networks.find(ANN, id).isEmpty());
    KeptNetwork mine = shares.fork(BEN, share).orElseThrow();
    assertEquals(TINY, mine.network());
    assertEquals(3, mine.seed());
    assertTrue(mine.picture().source() instanceof PictureSource.Kept(String copy)
        && pictures.find(BEN, copy).isPresent());
  }

  @Test
  void whoDoesNotComeBackIsForgottenWithAllTheyKept() {
    OwnerStore owners = new OwnerStore(database);
    String network = networks.create(ANN, TINY, 0, PictureChoice.STARTER).id();
    String picture = pictures.keep(ANN, new BuiltInPictures().picture("cat").orElseThrow());
    Instant now = Instant.now();
    assertEquals(0, owners.deleteUnseenSince(now.minus(Duration.ofDays(30))));
    owners.seen(ANN, now.plus(Duration.ofDays(20)));
    assertEquals(0, owners.deleteUnseenSince(now.plus(Duration.ofDays(10))));
    assertEquals(1, owners.deleteUnseenSince(now.plus(Duration.ofDays(21))));
    assertTrue(networks.find(ANN, network).isEmpty());
    assertTrue(pictures.find(ANN, picture).isEmpty());
    assertTrue(versions.list(ANN, network).isEmpty());
  }

  @Test
  void theDatabaseIsAsDurableAsItPromises() {
    String settings = Databases.ASKED_FOR == Databases.SQLITE
        ? said("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA foreign_keys")
        : said("SHOW transaction_isolation");
    assertEquals(Databases.ASKED_FOR == Databases.SQLITE ? "wal 2 1" : "serializable", settings);
  }

  private String said(String... questions) {
    return database.write(handle -> Stream.of(questions)
        .map(question -> handle.createQuery(question).mapTo(String.class).one())
        .collect(Collectors.joining(" ")));
  }
}
