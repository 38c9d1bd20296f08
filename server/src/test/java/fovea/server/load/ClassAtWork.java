package fovea.server.load;

import fovea.server.TestServer.Parts;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Three hundred students at work: each with a stream and a network of their own that they change every ten
 * seconds, two runs a second in all, the board open, and a teacher who says something every two seconds,
 * after which everybody's page looks again.
 */
final class ClassAtWork implements Experiment {

  private static final int STUDENTS = 300;
  private static final int AT_ONCE = 30;
  private static final double EDITS_PER_SECOND = STUDENTS / 10.0;
  private static final double RUNS_PER_SECOND = 2;
  private static final long MEASURED_MILLIS = 60_000;

  /** On two cores the JVM has then compiled what a class does; what it did meanwhile is told, too. */
  private static final long WARM_MILLIS = 30_000;
  private static final long SAID_EVERY_MILLIS = 2_000;

  private static final double EDIT_MILLIS = 100;
  private static final double RUN_MILLIS = 500;
  private static final double EVENT_MILLIS = 500;
  private static final long HEAP_BYTES = 512L << 20;

  private static final byte[] PICTURE = PictureFiles.file("png",
      new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));

  @Override
  public String id() {
    return "load";
  }

  /** A student with the page of the network that they have taken, and when they first heard of what was said last. */
  private static final class Student {
    private final OpenPage page;
    private volatile long saidNanos;
    private volatile long heardNanos;

    Student(OpenPage page) {
      this.page = page;
    }

    /** Remembers when; what comes later tells nothing of what was said. */
    void hears() {
      if (heardNanos < saidNanos) {
        heardNanos = System.nanoTime();
      }
    }
  }

  @Override
  public Row run() throws Exception {
    try (ServerProcess server = new ServerProcess("-Xmx512m")) {
      Pupil runner = new Pupil(server);
      Classroom classroom = Classroom.open(server);
      Pupil teacher = classroom.teacher();
      String room = classroom.room();
      List<Student> students = joined(server, classroom);
      AtomicInteger lookErrors = new AtomicInteger();
      for (Student student : students) {
        student.page.pupil().hear(room + "/events", line -> {
          if (line.equals("event: changed")) {
            student.hears();
            look(lookErrors, () -> student.page.pupil()
                .ask(room + "/now?at=" + student.page.network()).status() == 200);
          }
        });
      }
      OpenBoard board = new OpenBoard(teacher, room);
      teacher.hear(room + "/events", line -> {
        if (line.equals("event: changed")) {
          look(lookErrors, board::look);
        }
      });
      double coldMillis = work(students, runner, teacher, room, WARM_MILLIS).edits.millis(0.95);
      lookErrors.set(0);
      Measured measured = work(students, runner, teacher, room, MEASURED_MILLIS);
      long heap = server.heapBytes();
      return row(measured, coldMillis, lookErrors.get(), heap, server.status("VmRSS"));
    }
  }

  private static void look(AtomicInteger errors, BooleanSupplier look) {
    Thread.ofVirtual().start(() -> {
      if (!look.getAsBoolean()) {
        errors.incrementAndGet();
      }
    });
  }

  private static List<Student> joined(ServerProcess server, Classroom classroom) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Student>> joining = new ArrayList<>();
      for (int i = 0; i < STUDENTS; i++) {
        String name = "Student " + i;
        joining.add(threads.submit(() -> {
          Pupil pupil = new Pupil(server);
          classroom.lets(pupil, name);
          return new Student(new OpenPage(pupil, classroom.give(pupil).location()));
        }));
      }
      List<Student> students = new ArrayList<>();
      for (Future<Student> student : joining) {
        students.add(student.get());
      }
      return students;
    }
  }

  private record Measured(OpenModel edits, OpenModel runs, Times events, int unheard) {}

  private static Measured work(
      List<Student> students, Pupil runner, Pupil teacher, String room, long millis)
      throws InterruptedException {
    String tinyVgg = runner.get("/api/v1/zoo/tinyvgg").text();
    OpenModel edits = new OpenModel(EDITS_PER_SECOND, i -> {
      OpenPage page = students.get(i * 7 % STUDENTS).page;
      return page.edit("conv_1_1", "out_channels", "" + (8 + i % 5));
    });
    OpenModel runs = new OpenModel(RUNS_PER_SECOND, i -> runner.post("/api/v1/run",
        new Parts().field("network", tinyVgg).field("seed", "" + i).file("image", PICTURE))
        .status() == 200);
    Times events = new Times();
    int unheard = 0;
    long end = System.nanoTime() + millis * 1_000_000;
    for (int i = 0; System.nanoTime() < end; i++) {
      long said = System.nanoTime();
      students.forEach(student -> student.saidNanos = said);
      teacher.post(room + "/message", "message", "message " + i);
      Thread.sleep(SAID_EVERY_MILLIS);
      for (Student student : students) {
        // The first change that is heard afterwards is this one, or was a moment earlier their own edit.
        if (student.heardNanos > said) {
          events.add((student.heardNanos - said) / 1e6);
        } else {
          unheard++;
        }
      }
    }
    edits.close();
    runs.close();
    return new Measured(edits, runs, events, unheard);
  }

  private Row row(Measured measured, double coldMillis, int lookErrors, long heapBytes,
      long residentBytes) {
    double eventMillis = measured.events.at(0.95);
    double editMillis = measured.edits.millis(0.95);
    double runMillis = measured.runs.millis(0.95);
    int errors = measured.edits.failures() + measured.runs.failures() + measured.unheard
        + lookErrors;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("students", STUDENTS);
    figures.put("edits", measured.edits.count());
    figures.put("edits p50 ms", Math.round(measured.edits.millis(0.5)));
    figures.put("edits p95 ms", Math.round(editMillis));
    figures.put("edits p95 ms in the 30 s before", Math.round(coldMillis));
    figures.put("runs", measured.runs.count());
    figures.put("runs p95 ms", Math.round(runMillis));
    figures.put("events heard", measured.events.size());
    figures.put("events p50 ms", Math.round(measured.events.at(0.5)));
    figures.put("events p95 ms", Math.round(eventMillis));
    figures.put("errors", errors);
    figures.put("heap MB", heapBytes >> 20);
    figures.put("resident MB", residentBytes >> 20);
    return new Row(id(), figures, editMillis <= EDIT_MILLIS && runMillis <= RUN_MILLIS
        && eventMillis <= EVENT_MILLIS && errors == 0 && heapBytes <= HEAP_BYTES);
  }
}
