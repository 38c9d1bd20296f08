package fovea.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "1, 1, 2", "3, 3, 6", "21, 21, 26"})
  void thoseWhoAreRefusedTogetherDoNotComeBackTogether(int seconds, int first, int last) {
    IntFunction<Refusal> busy = _ -> Refusal.busy("runs_waiting", seconds);
    IntFunction<Refusal> tooOften = _ -> Refusal.tooOften("live_frames", seconds);
    for (IntFunction<Refusal> refused : List.of(busy, tooOften)) {
      IntSummaryStatistics times = IntStream.range(0, 1_000)
          .map(visitor -> secondsSaidTwice(refused.apply(visitor)))
          .summaryStatistics();
      assertEquals(first, times.getMin());
      assertEquals(last, times.getMax());
    }
  }

  private static int secondsSaidTwice(Refusal refusal) {
    int seconds = refusal.retryAfterSeconds();
    assertTrue(refusal.detail().endsWith(" " + seconds + " s."), refusal.detail());
    return seconds;
  }
}
