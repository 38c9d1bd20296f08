package fovea.server.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/**
 * Two servers on one PostgreSQL with a class at work, half of it on each. One is killed: nothing that was
 * acknowledged is lost, and its half carries on at the other. Then the connections that hear signals are cut,
 * and at last PostgreSQL itself is away for ten seconds: each time all goes on by itself.
 */
final class TwoServers implements Experiment {

  private static final int STUDENTS = 60;
  private static final long WORK_MILLIS = 10_000;
  private static final long AWAY_MILLIS = 10_000;
  private static final double CARRY_ON_SECONDS = 5;
  private static final double HEAL_SECONDS = 15;
  private static final Pattern CHANNELS = Pattern.compile("\"out_channels\"\\s*:\\s*(\\d+)");
  private static final int MOST_CHANNELS = 200;

  @Override
  public String id() {
    return "two servers";
  }

  /** A student who edits without a pause, and what was acknowledged of it. */
  private static final class Student {
    private final List<Pupil> atEach;
    private final String network;
    private volatile int server;
    private volatile int acknowledged = 10;
    private volatile int sent = 10;

    Student(List<Pupil> atEach, String network, int server) {
      this.atEach = atEach;
      this.network = network;
      this.server = server;
    }

    Pupil here() {
      return atEach.get(server);
    }

    /** One edit; whether it was acknowledged. */
    boolean edits() {
      int next = acknowledged % MOST_CHANNELS + 1;
      sent = next;
      boolean isKept = here()
          .edit(network + "/layers/conv_1_1", "out_channels", "" + next).status() == 200;
      if (isKept) {
        acknowledged = next;
      }
      return isKept;
    }

    /** What is kept is the last that was acknowledged, or the one that was sent and never answered. */
    boolean isLost() {
      Matcher kept = CHANNELS.matcher(here().get(network + "/document.json").text());
      return !kept.find() || (Integer.parseInt(kept.group(1)) != acknowledged
          && Integer.parseInt(kept.group(1)) != sent);
    }
  }

  @Override
  public Row run() throws Exception {
    try (DurablePostgres postgres = new DurablePostgres();
        ServerProcess one = ServerProcess.on(postgres.url());
        ServerProcess other = ServerProcess.on(postgres.url())) {
      return work(postgres, List.of(one, other));
    }
  }

  private Row work(DurablePostgres postgres, List<ServerProcess> servers) throws Exception {
    Classroom classroom = Classroom.open(servers.getLast());
    List<Student> students = new ArrayList<>();
    for (int i = 0; i < STUDENTS; i++) {
      Pupil pupil = new Pupil(servers.get(i % 2));
      classroom.lets(pupil, "Student " + i);
      String network = classroom.give(pupil).location();
      students.add(new Student(
          servers.stream().map(pupil::at).toList(), network, i % 2));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    AtomicInteger edits = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Hearing hearing = new Hearing(students, classroom.room());
    double killed;
    double cut;
    double away;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      students.forEach(student -> threads.execute(
          () -> editOn(student, threads, edits, refused)));
      Thread.sleep(WORK_MILLIS);
      hearing.secondsUntilAllHear(classroom.teacher(), "before");

      servers.getFirst().kill();
      // As a balancer does that has noticed.
      students.forEach(student -> student.server = 1);
      killed = hearing.secondsUntilAllHear(classroom.teacher(), "after one was killed");
      Thread.sleep(WORK_MILLIS / 2);

      Jdbi.create(postgres.url())
          .useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pid)"
              + " FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"));
      cut = hearing.secondsUntilAllHear(classroom.teacher(), "after the listener was cut");

      postgres.stop();
      Thread.sleep(AWAY_MILLIS);
      postgres.start();
      away = hearing.secondsUntilAllHear(classroom.teacher(), "after the database was away");
      Thread.sleep(WORK_MILLIS / 2);
      // Each answer that is on its way is still to come.
      threads.shutdown();
      threads.awaitTermination(60, TimeUnit.SECONDS);
    }
    long lost = students.stream().filter(Student::isLost).count();
    figures.put("students", STUDENTS);
    figures.put("edits acknowledged", edits.get());
    figures.put("edits refused or cut off meanwhile", refused.get());
    figures.put("acknowledged edits lost", lost);
    figures.put("all heard after one server was killed, s", Row.rounded(killed));
    figures.put("all heard after the listener was cut, s", Row.rounded(cut));
    figures.put("all heard after PostgreSQL was away for 10 s, s", Row.rounded(away));
    return new Row(id(), figures, lost == 0 && edits.get() > 100 && killed <= CARRY_ON_SECONDS
        && cut <= CARRY_ON_SECONDS && away <= HEAL_SECONDS);
  }

  private static void editOn(
      Student student, ExecutorService threads, AtomicInteger edits, AtomicInteger refused) {
    while (!threads.isShutdown()) {
      (student.edits() ? edits : refused).incrementAndGet();
      try {
        Thread.sleep(500);
      } catch (InterruptedException over) {
        return;
      }
    }
  }

  /** The streams of all students, as their pages keep them open, and what they were told last. */
  private static final class Hearing {
    private final List<Student> students;
    private final String room;
    private final Map<Student, String> heard = new ConcurrentHashMap<>();

    Hearing(List<Student> students, String room) {
      this.students = students;
      this.room = room;
      students.forEach(this::listen);
    }

    /** Hears until the stream breaks, then again, as a page does. */
    private void listen(Student student) {
      Thread.ofVirtual().start(() -> {
        while (true) {
          Pupil here = student.here();
          Thread stream = here.hear(room + "/events", line -> {
            if (line.equals("event: changed")) {
              look(student);
            }
          });
          try {
            stream.join();
            Thread.sleep(1_000);
          } catch (InterruptedException over) {
            return;
          }
          look(student);
        }
      });
    }

    private void look(Student student) {
      String page = student.here().get(room + "/now?page=").text();
      heard.put(student, page);
    }

    /** Says something until it is kept, and waits until every page shows it. */
    double secondsUntilAllHear(Pupil teacher, String words) throws InterruptedException {
      long begun = System.nanoTime();
      while (teacher.post(room + "/message", "message", words).status() >= 400
          || teacher.get(room).status() != 200) {
        Thread.sleep(100);
      }
      while (students.stream().anyMatch(student -> !heard.getOrDefault(student, "")
          .contains(words))) {
        if (System.nanoTime() - begun > 60e9) {
          return 60;
        }
        Thread.sleep(20);
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
