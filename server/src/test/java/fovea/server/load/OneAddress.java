package fovea.server.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A school is one address: a thousand join within ten seconds, then all of them run what they were sent.
 * Nobody is refused, and everybody has a result, or is told when to come back.
 */
final class OneAddress implements Experiment {

  private static final int JOINS = 1_000;
  private static final double PER_SECOND = 100;
  private static final long PATIENCE_MILLIS = 60_000;

  @Override
  public String id() {
    return "one address";
  }

  @Override
  public Row run() throws Exception {
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Classroom classroom = Classroom.open(server);
      Queue<Pupil> joined = new ConcurrentLinkedQueue<>();
      CountDownLatch left = new CountDownLatch(JOINS);
      OpenModel joins = new OpenModel(PER_SECOND, i -> {
        if (i >= JOINS) {
          return true;
        }
        try {
          Pupil pupil = new Pupil(server);
          boolean isIn = classroom.lets(pupil, "Student " + i).status() == 303;
          if (isIn) {
            joined.add(pupil);
          }
          return isIn;
        } catch (IllegalStateException refused) {
          return false;
        } finally {
          left.countDown();
        }
      });
      // Those who are sent late, as this machine is busy with those before them, are sent, too.
      boolean allCame = left.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      joins.close();
      AtomicInteger results = new AtomicInteger();
      AtomicInteger waits = new AtomicInteger();
      AtomicInteger neither = new AtomicInteger();
      long begun = System.nanoTime();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Pupil student : joined) {
          threads.execute(() -> runs(classroom, student, results, waits, neither));
        }
      }
      double ranSeconds = (System.nanoTime() - begun) / 1e9;
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("all came", allCame);
      figures.put("joined", joined.size());
      figures.put("joins p95 ms", Math.round(joins.millis(0.95)));
      figures.put("joins refused", JOINS - joined.size());
      figures.put("results", results.get());
      figures.put("told to wait first", waits.get());
      figures.put("neither", neither.get());
      figures.put("all had theirs after s", Row.rounded(ranSeconds));
      return new Row(id(), figures,
          joined.size() == JOINS && neither.get() == 0 && results.get() == JOINS);
    }
  }

  /** Takes what was sent and runs it; comes back when it is told to. */
  private static void runs(
      Classroom classroom, Pupil student, AtomicInteger results, AtomicInteger waited,
      AtomicInteger neither) {
    try {
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      Pupil.Answer taken = classroom.give(student);
      boolean hasResult = false;
      boolean waits = taken.status() == 303;
      while (waits && System.nanoTime() < end) {
        Pupil.Answer ran = student.post(taken.location() + "/run");
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
