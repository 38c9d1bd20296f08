package fovea.server.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A school is one address: a thousand join within ten seconds, then all of them run what they were sent.
 * Nobody is refused, and everybody has a result, or is told when to come back.
 */
final class OneAddress implements Experiment {

  private static final int JOINS = 1_000;
  private static final double PER_SECOND = 100;
  private static final long PATIENCE_MILLIS = 60_000;

  private static final Pattern CODE = Pattern.compile("<strong class=\"number\">(\\w+)<");

  @Override
  public String id() {
    return "one address";
  }

  private record Student(Pupil pupil, String room) {}

  @Override
  public Row run() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil teacher = new Pupil(server, client);
      String room = teacher.send("POST", "/rooms").location();
      String code = Pupil.first(CODE, teacher.get(room).text());
      String network = teacher.send("POST", "/networks", "zoo", "tinyvgg").location();
      teacher.send("POST", room + "/push", "network",
          network.substring(network.lastIndexOf('/') + 1));
      Queue<Student> joined = new ConcurrentLinkedQueue<>();
      OpenModel joins = new OpenModel(PER_SECOND, i -> {
        if (i >= JOINS) {
          return true;
        }
        try {
          Pupil pupil = new Pupil(server, client);
          boolean isIn = pupil.send("POST", "/join/" + code, "nickname", "Student " + i)
              .status() == 303;
          if (isIn) {
            joined.add(new Student(pupil, room));
          }
          return isIn;
        } catch (IOException | IllegalStateException refused) {
          return false;
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          return false;
        }
      });
      Thread.sleep((long) (JOINS / PER_SECOND * 1_000) + 500);
      joins.close();
      AtomicInteger results = new AtomicInteger();
      AtomicInteger waits = new AtomicInteger();
      AtomicInteger neither = new AtomicInteger();
      long begun = System.nanoTime();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Student student : joined) {
          threads.execute(() -> runs(student, results, waits, neither));
        }
      }
      double ranSeconds = (System.nanoTime() - begun) / 1e9;
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("joined", joined.size());
      figures.put("joins p95 ms", Math.round(joins.millis(0.95)));
      figures.put("joins refused", JOINS - joined.size());
      figures.put("results", results.get());
      figures.put("told to wait first", waits.get());
      figures.put("neither", neither.get());
      figures.put("all had theirs after s", Math.round(10 * ranSeconds) / 10.0);
      return new Row(id(), figures,
          joined.size() == JOINS && neither.get() == 0 && results.get() == JOINS);
    } finally {
      // Streams do not end by themselves, and closing would wait for them.
      client.shutdownNow();
    }
  }

  /** Takes what was sent and runs it; comes back when it is told to. */
  private static void runs(
      Student student, AtomicInteger results, AtomicInteger waited, AtomicInteger neither) {
    try {
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      Pupil.Answer taken = student.pupil.send("POST", student.room + "/take");
      boolean hasResult = false;
      boolean waits = taken.status() == 303;
      while (waits && System.nanoTime() < end) {
        Pupil.Answer ran = student.pupil.send("POST", taken.location() + "/run");
        hasResult = ran.status() == 200 || ran.status() == 303;
        waits = ran.waits();
        if (waits) {
          waited.incrementAndGet();
          Thread.sleep(1_000);
        }
      }
      (hasResult ? results : neither).incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
