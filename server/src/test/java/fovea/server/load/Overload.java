package fovea.server.load;

import fovea.server.load.Pupil.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ten times as many runs as the machine can compute, for half a minute: it goes on computing as many as
 * ever, refuses the others at once and honestly, and a moment later is as it was.
 */
final class Overload implements Experiment {

  private static final int FACTOR = 10;
  private static final int AT_ONCE = 8;
  private static final int MORE_THAN_MAY_WAIT = 80;
  private static final long WARM_MILLIS = 30_000;
  private static final long PEAK_MILLIS = 20_000;
  private static final long FLOOD_MILLIS = 30_000;
  private static final long AFTERWARDS_MILLIS = 10_000;
  private static final double PROBES_PER_SECOND = 5;

  private static final double USEFUL_SHARE = 0.9;
  private static final double REFUSAL_MILLIS = 50;
  private static final double RECOVERED_SECONDS = 5;
  /** What an ordinary run or a look at the server's health may take more than on other days. */
  private static final double USUAL_FACTOR = 2;
  private static final double USUAL_MILLIS = 50;
  /** So many in a row that are quick are no chance. */
  private static final int IN_A_ROW = 5;
  /** A machine that does other things meanwhile may be slow once, not three times. */
  private static final int ATTEMPTS = Integer.getInteger("load.attempts", 3);

  private final AtomicLong number = new AtomicLong();

  @Override
  public String id() {
    return "overload";
  }

  @Override
  public Row run() throws Exception {
    List<Lines> lines = new ArrayList<>();
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil caller = new Pupil(server);
      for (int i = 1; i <= AT_ONCE; i++) {
        lines.add(new Lines(server, "127.0.0." + i));
      }
      Scene scene = new Scene(server, caller, lines, new FreshRuns(caller, "resnet18"),
          new FreshRuns(caller, "tinyvgg"));
      // Others before, so that code is compiled: some tens of thousands, nearly all of them refused.
      peak(scene, MORE_THAN_MAY_WAIT, WARM_MILLIS);
      Row row = attempt(scene);
      for (int i = 1; i < ATTEMPTS && !row.held(); i++) {
        row = attempt(scene);
      }
      return row;
    } finally {
      for (Lines some : lines) {
        some.close();
      }
    }
  }

  /** Who asks whom for what. */
  private record Scene(
      ServerProcess server, Pupil caller, List<Lines> lines, FreshRuns large, FreshRuns small) {}

  private Row attempt(Scene scene)
      throws InterruptedException, IOException {
    OtherWork whilePeak = new OtherWork(scene.server);
    Duration peakBegan = scene.server.processorTime();
    double peak = peak(scene, AT_ONCE, PEAK_MILLIS);
    Duration peakTime = scene.server.processorTime().minus(peakBegan);
    double othersAtPeak = whilePeak.share();
    Queue<Probe> before = new ConcurrentLinkedQueue<>();
    try (OpenModel _ = probes(scene, before)) {
      Thread.sleep(AFTERWARDS_MILLIS);
    }
    Flood flood = new Flood();
    OtherWork whileFlooded = new OtherWork(scene.server);
    Duration floodBegan = scene.server.processorTime();
    Queue<Probe> after = new ConcurrentLinkedQueue<>();
    long ended;
    try (OpenModel requests = flood.begin(FACTOR * peak, scene)) {
      try (OpenModel health = new OpenModel(PROBES_PER_SECOND,
          _ -> scene.caller.get("/api/v1/health").status() == 200)) {
        Thread.sleep(FLOOD_MILLIS);
        flood.healthMillis = health.millis(0.95);
      }
      requests.stop();
      flood.processorShare = share(scene.server.processorTime().minus(floodBegan), FLOOD_MILLIS)
          / share(peakTime, PEAK_MILLIS);
      flood.others = whileFlooded.share();
      ended = System.nanoTime();
      try (OpenModel _ = probes(scene, after)) {
        Thread.sleep(AFTERWARDS_MILLIS);
      }
    }
    return row(peak, othersAtPeak, flood, before, recoveredSeconds(before, after, ended));
  }

  private static double share(Duration processorTime, long ofMillis) {
    return (double) processorTime.toMillis() / ofMillis;
  }

  /** How many runs a second are computed when a few people ask for the next once they have one. */
  private double peak(Scene scene, int people, long millis) {
    AtomicInteger finished = new AtomicInteger();
    long end = System.nanoTime() + millis * 1_000_000;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < people; i++) {
        Lines lines = scene.lines.get(i % scene.lines.size());
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            boolean computed = scene.large.send(lines, number.incrementAndGet()).status() == 200;
            if (computed && System.nanoTime() < end) {
              finished.incrementAndGet();
            }
          }
        });
      }
    }
    return finished.get() * 1_000.0 / millis;
  }

  /** What was answered while far too much was asked for. */
  private final class Flood {
    private final AtomicInteger useful = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final Times refusedMillis = new Times();
    private double healthMillis;
    private double others;
    private double processorShare;

    OpenModel begin(double perSecond, Scene scene) {
      long end = System.nanoTime() + FLOOD_MILLIS * 1_000_000;
      return new OpenModel(perSecond, (i, intended) -> {
        Answer answer = scene.large.send(
            scene.lines.get(i % scene.lines.size()), number.incrementAndGet());
        if (answer.waits()) {
          refusedMillis.add((System.nanoTime() - intended) / 1e6);
        } else if (answer.status() != 200) {
          wrong.incrementAndGet();
        } else {
          (System.nanoTime() < end ? useful : late).incrementAndGet();
        }
        return answer.status() == 200 || answer.waits();
      });
    }
  }

  /** A run such as a page asks for, and a look at the server's health. */
  private record Probe(long answeredNanos, double runMillis, double healthMillis) {}

  private OpenModel probes(Scene scene, Queue<Probe> probes) {
    return new OpenModel(PROBES_PER_SECOND, (_, intended) -> {
      boolean isComputed = scene.small.send(
          scene.lines.getFirst(), number.incrementAndGet()).status() == 200;
      long answered = System.nanoTime();
      Answer health = scene.caller.get("/api/v1/health");
      probes.add(new Probe(System.nanoTime(),
          isComputed ? (answered - intended) / 1e6 : Double.POSITIVE_INFINITY,
          health.status() == 200 ? health.millis() : Double.POSITIVE_INFINITY));
      return isComputed;
    });
  }

  private static double usual(Queue<Probe> before) {
    Times millis = new Times();
    before.forEach(probe -> millis.add(probe.runMillis));
    return millis.at(0.5);
  }

  /** When the first of some probes in a row was answered that took no longer than usual. */
  private static double recoveredSeconds(Queue<Probe> before, Queue<Probe> after, long ended) {
    double most = USUAL_FACTOR * usual(before) + USUAL_MILLIS;
    Probe[] probes = after.stream()
        .sorted((one, other) -> Long.compare(one.answeredNanos, other.answeredNanos))
        .toArray(Probe[]::new);
    for (int i = 0; i + IN_A_ROW <= probes.length; i++) {
      if (Arrays.stream(probes, i, i + IN_A_ROW)
          .allMatch(probe -> probe.runMillis <= most && probe.healthMillis <= USUAL_MILLIS)) {
        return (probes[i].answeredNanos - ended) / 1e9;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private Row row(
      double peak, double othersAtPeak, Flood flood, Queue<Probe> before,
      double recoveredSeconds) {
    double useful = flood.useful.get() * 1_000.0 / FLOOD_MILLIS;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("peak runs/s", Row.rounded(peak));
    figures.put("asked for/s", Row.rounded(FACTOR * peak));
    figures.put("useful runs/s", Row.rounded(useful));
    figures.put("useful share of the peak", Row.rounded(useful / peak));
    // Who floods takes of the same two cores.
    figures.put("processor time of the server, as a share of that at the peak",
        Row.rounded(flood.processorShare));
    figures.put("refused", flood.refusedMillis.size());
    figures.put("refused p50 ms", Row.rounded(flood.refusedMillis.at(0.5)));
    figures.put("refused p95 ms", Row.rounded(flood.refusedMillis.at(0.95)));
    figures.put("refused p99 ms", Row.rounded(flood.refusedMillis.at(0.99)));
    figures.put("refused at most ms", Row.rounded(flood.refusedMillis.at(1)));
    figures.put("answered after the end", flood.late.get());
    figures.put("neither computed nor told to wait", flood.wrong.get());
    figures.put("health p95 ms meanwhile", Row.rounded(flood.healthMillis));
    figures.put("an ordinary run ms before", Row.rounded(usual(before)));
    figures.put("recovered after s", Double.isInfinite(recoveredSeconds)
        ? "more than " + AFTERWARDS_MILLIS / 1_000
        : (Object) Row.rounded(recoveredSeconds));
    figures.put("of the machine others took at the peak", Row.rounded(othersAtPeak));
    figures.put("of the machine others took meanwhile", Row.rounded(flood.others));
    return new Row(id(), figures, useful >= USEFUL_SHARE * peak && flood.wrong.get() == 0
        && flood.refusedMillis.at(0.95) <= REFUSAL_MILLIS
        && recoveredSeconds <= RECOVERED_SECONDS);
  }
}
