package fovea.server.load;

import fovea.server.load.Pupil.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Small requests that ask for the extreme, drawn over every call and page: each is answered within a
 * second, or refused with the limit's name, and the server stays well, meanwhile and afterwards.
 */
final class Bombs implements Experiment {

  private static final int COUNT = Integer.getInteger("load.bombs", 300);
  private static final long SEED = Long.getLong("load.seed", 1);
  private static final double SOON_MILLIS = 1_000;
  private static final int ATTEMPTS = 3;
  private static final double HEALTH_PER_SECOND = 20;
  private static final double HEALTHY_MILLIS = 100;
  private static final Duration AFTERWARDS = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(5);
  /** What an idle server's own clocks take of a processor. */
  private static final double IDLE_SHARE = 0.05;
  private static final double HEAP_GROWTH = 1.1;
  /** Those that Jetty and the JVM keep for a while. */
  private static final int MORE_THREADS = 4;
  private static final long MEGA = 1_000_000;
  private static final int MOST_SHOWN = 40;

  /** One request. */
  record Bomb(String what, Supplier<Answer> request) {

    Answer send() {
      return request.get();
    }
  }

  private final List<String> late = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private double slowestMillis;

  @Override
  public String id() {
    return "bombs";
  }

  @Override
  public Row run() throws Exception {
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil caller = new Pupil(server);
      Map<String, Object> figures = new LinkedHashMap<>();
      // Others before, so that code is compiled; and health alone, since the machine may be slow itself.
      drawn(caller, SEED + 1).forEach(Bomb::send);
      OpenModel alone = health(caller);
      settle(AFTERWARDS);
      alone.close();
      long heapBefore = server.heapBytes();
      long threadsBefore = server.status("Threads");
      OpenModel health = health(caller);
      drawn(caller, SEED).forEach(this::send);
      health.close();
      settle(AFTERWARDS);
      long heap = server.heapBytes();
      Duration processor = server.processorTime();
      settle(IDLE);
      double busy = (double) server.processorTime().minus(processor).toMillis() / IDLE.toMillis();
      long runs = server.runs();
      long threads = server.status("Threads");
      // What is remembered of the first time is there already: only what is lost can be more.
      drawn(caller, SEED).forEach(Bomb::send);
      settle(AFTERWARDS);
      long heapAgain = server.heapBytes();
      figures.put("requests", COUNT);
      figures.put("answers by status", statuses.toString());
      figures.put("slowest ms", Math.round(slowestMillis));
      figures.put("later than a second, without a limit's name", late.size());
      figures.put("the late ones", shown(late));
      figures.put("no answer or 5xx but busy", broken.size());
      figures.put("the broken ones", shown(broken));
      figures.put("health p99 ms alone", Math.round(alone.millis(0.99)));
      figures.put("health p99 ms", Math.round(health.millis(0.99)));
      figures.put("health requests that failed", health.failures());
      figures.put("heap MB before", heapBefore / MEGA);
      figures.put("heap MB a minute later", heap / MEGA);
      figures.put("heap MB a minute after the same again", heapAgain / MEGA);
      figures.put("threads before", threadsBefore);
      figures.put("threads a minute later", threads);
      figures.put("runs a minute later", runs);
      figures.put("processors busy a minute later", busy);
      boolean held = late.isEmpty() && broken.isEmpty() && health.failures() == 0
          && health.millis(0.99) <= Math.max(HEALTHY_MILLIS, alone.millis(0.99))
          && heapAgain <= HEAP_GROWTH * heap
          && threads <= threadsBefore + MORE_THREADS && runs == 0 && busy <= IDLE_SHARE;
      return new Row(id(), figures, held);
    }
  }

  private static OpenModel health(Pupil caller) {
    return new OpenModel(HEALTH_PER_SECOND,
        _ -> caller.get("/api/v1/health").status() == 200);
  }

  private static void settle(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  private static String shown(List<String> some) {
    return some.stream().limit(MOST_SHOWN).toList().toString();
  }

  /** Each call in turn with a network of chance, and between them words. */
  private static List<Bomb> drawn(Pupil caller, long seed) {
    Random random = new Random(seed);
    BombCalls calls = new BombCalls(caller);
    List<Map.Entry<String, Function<String, Answer>>> ways = new ArrayList<>(
        calls.all().entrySet());
    List<Map.Entry<String, String>> networks = new ArrayList<>(BombNetworks.all().entrySet());
    List<Bomb> words = calls.words();
    Collections.shuffle(ways, random);
    Collections.shuffle(networks, random);
    Collections.shuffle(words, random);
    List<Bomb> bombs = new ArrayList<>();
    for (int i = 0; bombs.size() < COUNT; i++) {
      Map.Entry<String, Function<String, Answer>> way = ways.get(i % ways.size());
      Map.Entry<String, String> network = networks.get(random.nextInt(networks.size()));
      bombs.add(new Bomb(way.getKey() + " of " + network.getKey(),
          () -> way.getValue().apply(network.getValue())));
      if (i % 3 == 2) {
        bombs.add(words.get(i / 3 % words.size()));
      }
    }
    return bombs.subList(0, COUNT);
  }

  private void send(Bomb bomb) {
    Answer answer = bomb.send();
    for (int i = 1; i < ATTEMPTS && isLate(answer); i++) {
      answer = bomb.send();
    }
    statuses.merge(answer.status(), 1, Integer::sum);
    slowestMillis = Math.max(slowestMillis, answer.millis());
    if (isLate(answer)) {
      late.add("%s: %d in %.0f ms".formatted(bomb.what(), answer.status(), answer.millis()));
    }
    if (answer.status() < 200 || (answer.status() >= 500 && answer.status() != 503)) {
      broken.add("%s: %d %s".formatted(bomb.what(), answer.status(),
          answer.text().substring(0, Math.min(200, answer.text().length()))));
    }
  }

  private static boolean isLate(Answer answer) {
    return answer.millis() > SOON_MILLIS && !answer.namesLimit();
  }
}
