package fovea.server.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that is killed again and again while people write: each time it is there again at once, its file
 * is whole, and whatever it has acknowledged is in it.
 */
final class Kills implements Experiment {

  private static final int KILLS = Integer.getInteger("load.kills", 50);
  private static final long SEED = Long.getLong("load.seed", 1);
  private static final int OF_EACH_KIND = 2;
  private static final int LATEST_MILLIS = 1_500;
  /** One of so many comes while the server is still warming up, the others once everybody writes. */
  private static final int EARLY = 5;
  private static final long PATIENCE_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 10;
  /** So many of the latest of everybody are looked for after each kill, and all of them at the end. */
  private static final int LATEST = 3;
  private static final double READY_SECONDS = 3;

  private final Times readySeconds = new Times();
  private int lost;
  private int broken;
  private int cutShort;

  @Override
  public String id() {
    return "kill -9";
  }

  @Override
  public Row run() throws Exception {
    Random random = new Random(SEED);
    List<Writer> writers = new ArrayList<>();
    int lostAtLast = 0;
    try (ServerProcess server = new ServerProcess("-Xmx512m")) {
      Pupil anybody = new Pupil(server);
      for (int i = 0; i < OF_EACH_KIND; i++) {
        writers.addAll(new Writers(server).one());
      }
      for (int i = 0; i < KILLS; i++) {
        killedWhile(writers, server, i % EARLY != 0, random.nextInt(LATEST_MILLIS));
        readySeconds.add(started(server, anybody));
        for (Writer writer : writers) {
          lost += writer.lost(LATEST);
        }
        broken += isWhole(server) ? 0 : 1;
      }
      for (Writer writer : writers) {
        lostAtLast += writer.lost(Integer.MAX_VALUE);
      }
    }
    return row(writers, lostAtLast);
  }

  private void killedWhile(
      List<Writer> writers, ServerProcess server, boolean waits, int millis) throws Exception {
    List<Integer> before = writers.stream().map(Writer::acknowledged).toList();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> writing = new ArrayList<>();
      for (Writer writer : writers) {
        writing.add(threads.submit(() -> writes(writer, goesOn)));
      }
      for (int i = 0; waits && i < PATIENCE_MILLIS / LOOK_MILLIS
          && !everybodyWrites(writers, before); i++) {
        Thread.sleep(LOOK_MILLIS);
      }
      Thread.sleep(millis);
      server.kill();
      goesOn.set(false);
      for (Future<Boolean> one : writing) {
        cutShort += one.get() ? 1 : 0;
      }
    }
  }

  private static boolean everybodyWrites(List<Writer> writers, List<Integer> before) {
    for (int i = 0; i < before.size(); i++) {
      if (writers.get(i).acknowledged() == before.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Writes until it must not, or nobody answers any more; answers whether that was in the middle. */
  private static boolean writes(Writer writer, AtomicBoolean goesOn) {
    try {
      while (goesOn.get()) {
        if (!writer.writesNext()) {
          return true;
        }
      }
      return false;
    } catch (IllegalStateException gone) {
      return true;
    }
  }

  private static double started(ServerProcess server, Pupil anybody)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    server.startAgain();
    anybody.get("/api/v1/health");
    return (System.nanoTime() - start) / 1e9;
  }

  /** What SQLite itself says of the file, read beside the server. */
  private static boolean isWhole(ServerProcess server) throws SQLException {
    try (Connection file = DriverManager.getConnection(
        "jdbc:sqlite:" + server.data().resolve("fovea.db"));
        ResultSet said = file.createStatement().executeQuery("PRAGMA integrity_check")) {
      return said.next() && said.getString(1).equals("ok");
    }
  }

  private Row row(List<Writer> writers, int lostAtLast) {
    double slowest = readySeconds.at(1);
    Map<String, Integer> acknowledged = new TreeMap<>();
    writers.forEach(
        writer -> acknowledged.merge(writer.what(), writer.acknowledged(), Integer::sum));
    int refused = writers.stream().mapToInt(Writer::refused).sum();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("kills", KILLS);
    figures.put("acknowledged", acknowledged.toString());
    figures.put("refused", refused);
    figures.put("cut short by a kill", cutShort);
    figures.put("lost of the latest after a kill", lost);
    figures.put("lost of all at the end", lostAtLast);
    figures.put("files that were not whole", broken);
    figures.put("ready p50 s", Row.rounded(readySeconds.at(0.5)));
    figures.put("ready at most s", Row.rounded(slowest));
    return new Row(id(), figures, lost == 0 && lostAtLast == 0 && broken == 0 && refused == 0
        && slowest <= READY_SECONDS);
  }
}
