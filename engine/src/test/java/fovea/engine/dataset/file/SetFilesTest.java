package fovea.engine.dataset.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Stored;
import fovea.engine.dataset.file.SetFiles.Brought;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.network.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SetFilesTest {

  static final FileLimits LIMITS = new FileLimits(100, 1_000_000, 20, 64, 4_000_000);

  /** Three pictures of 2 × 3. */
  private static final byte[] PICTURES = ByteBuffer.allocate(16 + 18)
      .putInt(0x00000803).putInt(3).putInt(2).putInt(3)
      .put(new byte[]{0, 51, 102, (byte) 153, (byte) 204, (byte) 255})
      .put(new byte[]{1, 2, 3, 4, 5, 6}).put(new byte[]{6, 5, 4, 3, 2, 1}).array();

  private static final byte[] LABELS = ByteBuffer.allocate(8 + 3)
      .putInt(0x00000801).putInt(3).put(new byte[]{7, 0, 9}).array();

  @Test
  void idxFilesAreOneSetInEitherOrderPackedOrNot() {
    for (List<byte[]> files : List.of(List.of(PICTURES, LABELS), List.of(LABELS, PICTURES),
        List.of(gzip(PICTURES), gzip(LABELS)), List.of(gzip(LABELS), PICTURES))) {
      Brought brought = read(files);
      Stored set = brought.set();
      assertEquals(3, brought.of());
      assertEquals(new Shape.Maps(1, 2, 3), set.shape());
      assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), set.classes());
      assertEquals(List.of(7, 0, 9), List.of(set.label(0), set.label(1), set.label(2)));
      assertEquals("[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]", Arrays.toString(set.image(0).data()));
    }
  }

  @Test
  void ofMorePicturesThanAreAllowedTheFirstAreRead() {
    Brought brought = SetFiles.read(streams(List.of(PICTURES, LABELS)),
        new FileLimits(2, 1_000, 20, 64, 1_000));
    assertEquals(2, brought.set().count());
    assertEquals(3, brought.of());
    Brought small = SetFiles.read(streams(List.of(PICTURES, LABELS)),
        new FileLimits(100, 7, 20, 64, 1_000));
    assertEquals(1, small.set().count(), "of 6 bytes each only one fits into 7");
  }

  @Test
  void batchesOfCifarFollowEachOther() {
    byte[] first = record(3, (byte) 10);
    byte[] second = record(9, (byte) 20);
    byte[] both = ByteBuffer.allocate(2 * 3073).put(first).put(second).array();
    for (List<byte[]> files : List.of(List.of(both), List.of(first, second),
        List.of(gzip(first), second))) {
      Stored set = read(files).set();
      assertEquals(2, set.count());
      assertEquals(new Shape.Maps(3, 32, 32), set.shape());
      assertEquals("cat", set.classes().get(set.label(0)));
      assertEquals("truck", set.classes().get(set.label(1)));
      float[] image = set.image(1).data();
      assertEquals(20 / 255f, image[0]);
      assertEquals(21 / 255f, image[1_024], "green comes behind all of red");
      assertEquals(22 / 255f, image[2_048]);
    }
  }

  @Test
  void whatIsNoSetIsRefusedWithAWayOut() {
    refused("choose both", PICTURES);
    refused("choose both", LABELS);
    refused("choose both", PICTURES, PICTURES);
    refused("choose both", PICTURES, LABELS, LABELS);
    refused("One file has 3 pictures, the other 2 labels",
        PICTURES, ByteBuffer.allocate(10).putInt(0x801).putInt(2).array());
    refused("ends early", Arrays.copyOf(PICTURES, 30), LABELS);
    refused("ends early", PICTURES, Arrays.copyOf(LABELS, 9));
    refused("ends early", Arrays.copyOf(gzip(PICTURES), 25), LABELS);
    refused("no set that Fovea reads", new byte[0]);
    refused("no set that Fovea reads", "label,pixels".getBytes(StandardCharsets.UTF_8));
    refused("no set that Fovea reads", Arrays.copyOf(record(1, (byte) 0), 3072));
    byte[] wrong = Arrays.copyOf(record(1, (byte) 0), 2 * 3073);
    wrong[3073] = 10;
    refused("its record 1", wrong);
    byte[] tar = new byte[1_024];
    System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
    refused("unpack it first", tar);
    refused("unpack it first", gzip(tar));
    refused("no pixels", ByteBuffer.allocate(16).putInt(0x803).putInt(3).array(), LABELS);
    refused("no pictures", ByteBuffer.allocate(16).putInt(0x803).putInt(0).putInt(2).putInt(2)
        .array(), ByteBuffer.allocate(8).putInt(0x801).array());
  }

  private static void refused(String reason, byte[]... files) {
    String message = String
        .valueOf(assertThrows(MalformedDataset.class, () -> read(List.of(files))).getMessage());
    assertTrue(message.contains(reason), message);
  }

  @Test
  void whatIsTooLargeIsRefusedByTheLimitsName() {
    overLimit("set_side", ByteBuffer.allocate(16).putInt(0x803).putInt(3).putInt(-1).putInt(-1)
        .array(), LABELS);
    overLimit("set_side", ByteBuffer.allocate(16).putInt(0x803).putInt(3).putInt(65).putInt(2)
        .array(), LABELS);
    overLimit("set_classes", PICTURES, ByteBuffer.allocate(11).putInt(0x801).putInt(3)
        .put(new byte[]{0, 1, 20}).array());
    // A count of four thousand million takes no memory before the bytes are there.
    byte[] many = PICTURES.clone();
    ByteBuffer.wrap(many).putInt(4, -1);
    byte[] labels = LABELS.clone();
    ByteBuffer.wrap(labels).putInt(4, -1);
    refused("ends early", many, labels);
    overLimit("set_ratio", gzip(new byte[3_900_000]));
    overLimit("set_unpacked_bytes", gzip(noise(5_000_000)));
  }

  private static void overLimit(String limit, byte[]... files) {
    assertEquals(limit,
        assertThrows(DocumentTooLarge.class, () -> read(List.of(files))).limit());
  }

  private static Brought read(List<byte[]> files) {
    return SetFiles.read(streams(files), LIMITS);
  }

  private static List<InputStream> streams(List<byte[]> files) {
    return files.stream().<InputStream>map(ByteArrayInputStream::new).toList();
  }

  /** Red all of that number, green one more, blue two more. */
  private static byte[] record(int label, byte red) {
    byte[] record = new byte[3073];
    record[0] = (byte) label;
    for (int c = 0; c < 3; c++) {
      Arrays.fill(record, 1 + c * 1_024, 1 + (c + 1) * 1_024, (byte) (red + c));
    }
    return record;
  }

  /** Records of CIFAR that hardly get smaller. */
  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    for (int at = 0; at < bytes; at += 3073) {
      noise[at] = 1;
    }
    return noise;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return packed.toByteArray();
  }
}
