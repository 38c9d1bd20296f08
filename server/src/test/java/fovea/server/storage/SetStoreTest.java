package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.Stored;
import fovea.engine.dataset.Subset;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.network.Shape;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.training.MadeSets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetStoreTest {

  private static final Owner ANN = new Owner("ann");
  private static final Owner BEN = new Owner("ben");
  private static final Shape.Maps GREY = new Shape.Maps(1, 16, 16);
  private static final List<String> TWO = List.of("a", "b");

  @TempDir
  private Path folder;
  private Database database;
  private SetStore sets;
  private SetPictureStore pictures;

  @BeforeEach
  void open() {
    database = Databases.ASKED_FOR.open(folder, new Limits(3_000_000, 1_000_000_000));
    sets = new SetStore(database);
    pictures = new SetPictureStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static byte[] pixels(int value) {
    byte[] pixels = new byte[256];
    Arrays.fill(pixels, (byte) value);
    return pixels;
  }

  @Test
  void aSetIsReadAsItWasKept() {
    String id = sets.make(ANN, "tiny", TWO, GREY);
    pictures.add(ANN, id, "", "b", List.of(pixels(255), pixels(51)));
    pictures.add(ANN, id, "", "a", List.of(pixels(0)));
    KeptSet kept = sets.find(ANN, id).orElseThrow();
    assertEquals(3, kept.pictures());
    Stored loaded = pictures.load(kept, 1, kept.next());
    assertEquals(List.of(1, 1, 0), IntStream.range(0, 3).mapToObj(loaded::label).toList());
    assertEquals(0.2f, loaded.image(1).data()[7]);
    assertArrayEquals(pixels(51), pictures.pixels(kept, 2).orElseThrow());
  }

  @Test
  void manyPicturesAreKeptInTheirOrder() {
    Strokes strokes = new Strokes(16, 16, 3);
    Dataset many = Subset.of(strokes, IntStream.range(0, 1_203));
    String id = sets.expect(ANN, "strokes", many.classes(), GREY, many.count());
    assertEquals(List.of(), sets.list(ANN), "nobody sees it yet");
    assertTrue(new SpaceStore(database).of(ANN).bytes() >= 1_203 * 256, "but it has its room");
    pictures.addAll(sets, ANN, id, many);
    assertEquals(1_203, sets.find(ANN, id).orElseThrow().pictures());
    Stored loaded = pictures.load(sets.find(ANN, id).orElseThrow(), 1, 1_204);
    assertEquals(1_203, loaded.count());
    for (int i = 0; i < loaded.count(); i += 100) {
      assertEquals(many.label(i), loaded.label(i));
      assertArrayEquals(many.image(i).data(), loaded.image(i).data());
    }
  }

  @Test
  void ofPicturesThatDoNotComeNothingIsLeft() {
    Dataset many = Subset.of(new Strokes(16, 16, 3), IntStream.range(0, 700));
    String id = sets.expect(ANN, "half", many.classes(), GREY, many.count());
    Dataset failing = new Dataset() {
      @Override
      public List<String> classes() {
        return many.classes();
      }

      @Override
      public Shape.Maps shape() {
        return many.shape();
      }

      @Override
      public int count() {
        return many.count();
      }

      @Override
      public int label(int index) {
        return many.label(index);
      }

      @Override
      public void image(int index, float[] into, int from) {
        if (index >= 600) {
          throw new IllegalStateException("the file is damaged");
        }
        many.image(index, into, from);
      }
    };
    assertThrows(IllegalStateException.class, () -> pictures.addAll(sets, ANN, id, failing));
    assertEquals(0, new SpaceStore(database).of(ANN).bytes());
    String left = sets.expect(ANN, "left", many.classes(), GREY, many.count());
    sets.deleteComingSince(Instant.now().minusSeconds(60));
    assertTrue(new SpaceStore(database).of(ANN).bytes() > 0, "it may still come");
    sets.deleteComingSince(Instant.now().plusSeconds(60));
    assertEquals(0, new SpaceStore(database).of(ANN).bytes());
    assertThrows(Refusal.class, () -> pictures.addAll(sets, ANN, left, many));
  }

  @Test
  void picturesCountToWhatTheirOwnerKeeps() {
    String id = sets.make(ANN, "full", TWO, new Shape.Maps(3, 64, 64));
    List<byte[]> some = Collections.nCopies(50, new byte[3 * 64 * 64]);
    SpaceStore space = new SpaceStore(database);
    Refusal refusal = assertThrows(Refusal.class, () -> {
      for (int i = 0; i < 10; i++) {
        pictures.add(ANN, id, "", "a", some);
      }
    });
    assertEquals("bytes_per_person", refusal.limit().orElseThrow());
    int kept = sets.find(ANN, id).orElseThrow().pictures();
    assertEquals(kept, pictures.list(sets.find(ANN, id).orElseThrow()).size());
    assertTrue(kept >= 100 && kept * 3L * 64 * 64 <= space.of(ANN).bytes(), kept + " pictures");
    sets.delete(ANN, id);
    assertEquals(0, space.of(ANN).bytes());
  }

  @Test
  void aSetIsWhoeversItIsAndARoomsIsItsMembers() {
    RoomStore rooms = new RoomStore(database);
    String room = rooms.make(ANN);
    rooms.join(room, BEN, false, "Ben");
    Owner cleo = new Owner("cleo");
    String own = sets.make(ANN, "own", TWO, GREY);
    String shared = sets.make(RoomStore.ownerOf(room), "shared", TWO, GREY);
    pictures.add(RoomStore.ownerOf(room), shared, "x", "a",
        List.of(pixels(255), pixels(255)));
    assertTrue(sets.find(BEN, own).isEmpty());
    assertTrue(sets.seen(BEN, own).isEmpty());
    assertTrue(sets.seen(ANN, own).isPresent());
    assertTrue(sets.seen(BEN, shared).isPresent());
    assertTrue(sets.seen(cleo, shared).isEmpty());
    MadeSets words = new MadeSets(sets, pictures, 1_000_000);
    Shape.Maps asked = new Shape.Maps(3, 24, 32);
    Split split = words.find(BEN, "set:" + shared, asked);
    assertEquals(asked, split.training().shape());
    assertEquals(1f, split.validation().image(0).data()[5]);
    assertThrows(Refusal.class, () -> words.find(cleo, "set:" + shared, asked));
    assertThrows(Refusal.class, () -> words.find(ANN, "nothing", asked));
    assertThrows(Refusal.class, () -> words.find(ANN, "set:" + own, asked), "it has no pictures");
    rooms.close(room);
    assertTrue(sets.seen(BEN, shared).isEmpty());
  }

  @Test
  void aTrainingLearnsFromTheSamePicturesWhateverIsAdded() {
    MadeSets words = new MadeSets(sets, pictures, 1_000_000);
    String id = sets.make(ANN, "grows", TWO, GREY);
    pictures.add(ANN, id, "", "a", List.of(pixels(1), pixels(2), pixels(3)));
    String then = words.asItIs(ANN, "set:" + id);
    pictures.add(ANN, id, "", "b", List.of(pixels(4), pixels(5)));
    assertEquals(3, count(words.find(ANN, then, GREY)));
    assertEquals(5, count(words.find(ANN, "set:" + id, GREY)));
    assertTrue(MadeSets.isOne(then) && !MadeSets.isOne("shapes"));
  }

  private static int count(Split split) {
    return split.training().count() + split.validation().count();
  }
}
