package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
import fovea.web.Words;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the curious send: each file is answered soon, with a clean picture or a reason. */
class BadPicturesTest {

  private static final PictureDecoder DECODER = new PictureDecoder();
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  /** Of the processor, on a machine that is busy with more; how long it takes is measured elsewhere. */
  private static final long SOON_MILLIS = 5_000;

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @Test
  void everyBadFileIsAnsweredSoonAndLeavesNothingBehind() throws IOException {
    Map<String, List<byte[]>> files = BadPictures.byClass();
    assertTrue(files.size() >= 20);
    assertTrue(files.values().stream().mapToInt(List::size).sum() >= 200);
    Set<Path> before = temporary();
    for (Map.Entry<String, List<byte[]>> each : files.entrySet()) {
      for (byte[] file : each.getValue()) {
        long from = processorNanos();
        String answer = answer(file);
        long millis = (processorNanos() - from) / 1_000_000;
        assertTrue(millis <= SOON_MILLIS, each.getKey() + ": " + millis + " ms, " + answer);
      }
    }
    assertEquals(before, temporary());
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory
        .getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static String answer(byte[] file) {
    try {
      Picture picture = DECODER.decode(file, ENGLISH);
      return picture.height() + " × " + picture.width();
    } catch (Refusal refusal) {
      assertTrue(refusal.status() == 400 || refusal.status() == 422, refusal.detail());
      return refusal.detail();
    }
  }

  private static Set<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("imageio"))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "png", "jpeg", "progressive", "gif", "bmp", "lossless webp", "lossy webp", "bmp of runs"})
  void aFileThatEndsEarlyIsRefusedWherever(String kind) {
    byte[] whole = kind.equals("bmp of runs")
        ? BadPictures.bmpOfRuns(4, 2, new byte[]{4, 1, 0, 0, 4, 2, 0, 1})
        : BadPictures.whole(kind);
    DECODER.decode(whole, ENGLISH);
    for (int length = 16; length < whole.length; length += 1 + whole.length / 400) {
      String answer = answer(Arrays.copyOf(whole, length));
      assertTrue(answer.contains("ends early"), length + " of " + whole.length + ": " + answer);
    }
  }

  /** As it comes from a program that closes whatever file it has. */
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive", "gif", "png", "lossless webp", "lossy webp"})
  void aFileThatEndsEarlyIsRefusedThoughItWasGivenAnEnd(String kind) {
    byte[] whole = BadPictures.noise(kind);
    DECODER.decode(whole, ENGLISH);
    for (int missing = 8; missing < Math.min(60, whole.length / 3); missing += 3) {
      String answer = answer(BadPictures.ended(kind, whole, missing));
      assertTrue(answer.contains("ends early"), missing + " bytes: " + answer);
    }
  }
}
