package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceTest {

  private static final Owner ANN = new Owner("ann");
  private static final long VISITOR_BYTES = 3_000_000;
  private static final long FOLDER_BYTES = 12_000_000;
  /** The file's own pages, its log while it is written, and the log's index. */
  private static final long BESIDE_BYTES = 5_500_000;

  @TempDir
  private Path folder;
  private final Random random = new Random(13);
  private Database database;
  private NetworkStore networks;
  private VersionStore versions;
  private PictureStore pictures;
  private ShareStore shares;
  private SpaceStore space;

  @BeforeEach
  void open() {
    database = Databases.ASKED_FOR.open(folder, new Limits(VISITOR_BYTES, FOLDER_BYTES));
    networks = new NetworkStore(database);
    versions = new VersionStore(database);
    pictures = new PictureStore(database);
    shares = new ShareStore(database);
    space = new SpaceStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void renamesOfALargeDocumentPushOutTheOldestThatHaveNoName() {
    KeptNetwork kept = networks.create(ANN, large(), 0, PictureChoice.STARTER);
    versions.label(ANN, kept.id(), "first");
    for (int i = 0; i < 120; i++) {
      versions.change(ANN, kept.id(), rename("name " + i));
      assertTrue(space.of(ANN).bytes() <= VISITOR_BYTES);
    }
    assertEquals("name 119", networks.find(ANN, kept.id()).orElseThrow().network().name());
    assertEquals("name 118", versions.undo(ANN, kept.id()).orElseThrow().network().name());
    List<Version> left = versions.list(ANN, kept.id());
    assertTrue(left.size() < 60, left.size() + " versions");
    assertEquals("first", left.getLast().label());
    assertTrue(onDisk() <= VISITOR_BYTES + BESIDE_BYTES, onDisk() + " bytes");
  }

  /** Everything that there is to keep, in any order, also after it is refused. */
  @Test
  void whoeverTriesKeepsNoMore() {
    KeptNetwork kept = networks.create(ANN, large(), 0, PictureChoice.STARTER);
    String id = kept.id();
    int refused = 0;
    for (int i = 0; i < 180; i++) {
      try {
        keepSomething(id, i);
      } catch (Refusal refusal) {
        assertEquals("bytes_per_person", refusal.limit().orElseThrow());
        refused++;
      }
      assertTrue(space.of(ANN).bytes() <= VISITOR_BYTES);
    }
    assertTrue(refused > 0 && refused < 150, refused + " refused");
    assertTrue(onDisk() <= VISITOR_BYTES + BESIDE_BYTES, onDisk() + " bytes");
  }

  private void keepSomething(String id, int turn) {
    switch (turn % 6) {
      case 0 -> versions.change(ANN, id, rename("turn " + turn));
      case 1 -> versions.label(ANN, id, "named " + turn);
      case 2 -> versions.change(ANN, id, new Change.Look(new PictureChoice(
          new PictureSource.Kept(pictures.keep(ANN, noise())), Fit.CROP,
          Normalisation.ZERO_TO_ONE)));
      case 3 -> versions.change(ANN, id, new Change.SetWeights(Map.of(
          new Slice("conv_0.weight", List.of()), numbers())));
      case 4 -> shares.share(ANN, id);
      default -> networks.delete(ANN,
          networks.create(ANN, large(), turn, PictureChoice.STARTER).id());
    }
  }

  @Test
  void everybodyTogetherKeepsNoMoreThanTheOperatorAllows() {
    assumeTrue(Databases.ASKED_FOR == Databases.SQLITE, "PostgreSQL's disk is its own");
    Refusal refusal = assertThrows(Refusal.class, () -> {
      for (int visitor = 0; visitor < 50; visitor++) {
        for (int i = 0; i < 4; i++) {
          networks.create(new Owner("v" + visitor), large(), i, PictureChoice.STARTER);
          assertTrue(onDisk() <= FOLDER_BYTES, onDisk() + " bytes");
        }
      }
    });
    assertEquals(507, refusal.status());
    assertEquals("folder_bytes", refusal.limit().orElseThrow());
    assertTrue(onDisk() > FOLDER_BYTES / 2, onDisk() + " bytes");
    // What frees room is done all the same.
    Owner first = new Owner("v0");
    networks.list(first).forEach(network -> networks.delete(first, network.id()));
    networks.purge(first);
    networks.create(first, large(), 0, PictureChoice.STARTER);
  }

  @Test
  void whatIsDeletedComesBackToTheDisk() {
    assumeTrue(Databases.ASKED_FOR == Databases.SQLITE, "PostgreSQL sees to that by itself");
    for (int i = 0; i < 20; i++) {
      networks.create(ANN, large(), i, PictureChoice.STARTER);
    }
    database.giveBack();
    long full = onDisk();
    networks.list(ANN).forEach(network -> networks.delete(ANN, network.id()));
    networks.purge(ANN);
    database.giveBack();
    assertTrue(onDisk() < full / 4, onDisk() + " of " + full + " bytes");
    assertEquals(0, space.of(ANN).bytes());
  }

  @Test
  void whatIsHandedInAgainLeavesNoWeightsOfBefore() {
    RoomStore rooms = new RoomStore(database);
    String room = rooms.make(new Owner("teacher"));
    rooms.join(room, ANN, false, "Ann");
    String id = networks.create(ANN, large(), 0, PictureChoice.STARTER).id();
    new MemberStore(database).show(room, ANN, id);
    Room.Member ann = rooms.find(room, ANN).orElseThrow().me();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      versions.change(ANN, id, new Change.SetWeights(Map.of(
          new Slice("conv_0.weight", List.of()), numbers())));
      assertTrue(new SolutionStore(database).handIn(room, ann));
      bytes.add(space.of(RoomStore.ownerOf(room)).bytes());
    }
    assertEquals(bytes.getFirst(), bytes.getLast());
  }

  private static Change rename(String name) {
    return new Change.Edited(new Edit.Rename(name));
  }

  /** Of some hundred kilobytes. */
  private static Network large() {
    return NetworkDocument.parse(IntStream.range(0, 900)
        .mapToObj("""
            {"id": "conv_%d", "type": "Conv2d", "out_channels": 1, "kernel_size": 1}
            """::formatted)
        .collect(
            Collectors.joining(",", "{\"name\": \"large\", \"input\": [1, 8, 8], \"layers\": [",
                "]}")));
  }

  private Tensor numbers() {
    return Tensor.of(new float[]{random.nextFloat()}, 1, 1, 1, 1);
  }

  private Picture noise() {
    byte[] rgb = new byte[3 * 100 * 200];
    random.nextBytes(rgb);
    return Picture.ofRgb(200, 100, rgb);
  }

  private long onDisk() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
