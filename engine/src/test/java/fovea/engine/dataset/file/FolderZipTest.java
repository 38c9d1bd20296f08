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
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class FolderZipTest {

  private static final Shape.Maps PIXEL = new Shape.Maps(1, 1, 1);

  /** The first byte of a file is its one pixel. */
  private static final FolderZip.Decoder FIRST = (_, file) -> new byte[]{file[0]};

  @Test
  void aFolderIsALabelAlsoWithinOneMore() {
    for (String outer : List.of("", "pets/", "./pets/", "pets\\")) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(outer + "dog/b.PNG", new byte[]{51});
      files.put(outer + "cat/", new byte[0]);
      files.put(outer + "cat/a.jpeg", new byte[]{102});
      files.put(outer + "dog/c.webp", new byte[]{(byte) 255});
      Brought brought = read(files);
      Stored set = brought.set();
      assertEquals(List.of("cat", "dog"), set.classes());
      assertEquals(List.of(0, 1, 1), List.of(set.label(0), set.label(1), set.label(2)));
      assertEquals(List.of(0.4f, 0.2f, 1f), IntStream.range(0, 3)
          .mapToObj(i -> set.image(i).data()[0]).toList());
      assertEquals(0, brought.others());
    }
  }

  @Test
  void whatSystemsAndPeoplePutBesideIsPassedOver() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("__MACOSX/cat/._a.png", new byte[]{1});
    files.put("cat/.DS_Store", new byte[]{1});
    files.put(".git/cat/x.png", new byte[]{1});
    files.put("cat/a.png", new byte[]{1});
    files.put("README.txt", new byte[]{1});
    files.put("labels.csv", new byte[]{1});
    Brought brought = read(files);
    assertEquals(1, brought.set().count());
    assertEquals(2, brought.others(), "those that somebody has put there");
  }

  @Test
  void whatIsNoZipOfFoldersIsRefusedWithAWayOut() {
    refused("no pictures in folders", zip(Map.of("a.txt", new byte[1])));
    refused("no pictures in folders", new byte[0]);
    refused("no pictures in folders", "something".getBytes(StandardCharsets.UTF_8));
    refused("The picture a.png lies in no folder", zip(Map.of("a.png", new byte[1])));
    refused("or too deep", zip(Map.of("a/b/c/d.png", new byte[1])));
    refused("has a name of more than 40", zip(Map.of("x".repeat(41) + "/a.png", new byte[1])));
    refused("has a name of more than 40", zip(Map.of("a\u0007/a.png", new byte[1])));
    byte[] good = zip(Map.of("cat/a.png", noise(5_000)));
    refused("damaged", Arrays.copyOf(good, 3_000));
    byte[] broken = good.clone();
    Arrays.fill(broken, 100, 200, (byte) 0);
    refused("damaged", broken);
    refused("UTF-8", zip(Map.of("狗/a.png", new byte[1]), Charset.forName("GBK")));
  }

  private static void refused(String reason, byte[] zip) {
    String message = String
        .valueOf(assertThrows(MalformedDataset.class, () -> read(zip)).getMessage());
    assertTrue(message.contains(reason), message);
  }

  @Test
  void whatIsTooLargeIsRefusedByTheLimitsName() {
    overLimit("set_classes", many(21, i -> "class" + i + "/a.png"));
    overLimit("set_pictures", many(101, i -> "a/" + i + ".png"));
    overLimit("set_ratio", zip(Map.of("cat/a.png", new byte[3_900_000])));
    overLimit("set_ratio", zip(Map.of("cat/a.txt", new byte[3_900_000])));
    overLimit("set_unpacked_bytes", zip(Map.of("cat/a.png", noise(4_100_000))));
    FileLimits wide = new FileLimits(100, 1_000, 20, 64, 100_000_000);
    assertEquals("set_file_bytes", assertThrows(DocumentTooLarge.class, () -> FolderZip.read(
        new ByteArrayInputStream(zip(Map.of("cat/a.png", noise(10_000_001)))), PIXEL, FIRST, wide))
        .limit());
  }

  private static void overLimit(String limit, byte[] zip) {
    assertEquals(limit, assertThrows(DocumentTooLarge.class, () -> read(zip)).limit());
  }

  private static byte[] many(int count, IntFunction<String> name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> files.put(name.apply(i), new byte[]{1}));
    return zip(files);
  }

  private static Brought read(Map<String, byte[]> files) {
    return read(zip(files));
  }

  private static Brought read(byte[] zip) {
    return FolderZip.read(new ByteArrayInputStream(zip), PIXEL, FIRST, SetFilesTest.LIMITS);
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static byte[] zip(Map<String, byte[]> files) {
    return zip(files, StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> files, Charset names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }
}
