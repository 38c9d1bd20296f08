package fovea.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Clients that go away, say nonsense or fall asleep: theirs is the fault, and the log says nothing. */
@Timeout(120)
class ClientsThatGoTest {

  private static final String LARGE = String.join("\r\n",
      "GET /static/vendor/htmx-2.0.10/htmx.min.js HTTP/1.1", "Host: localhost", "", "");

  private static final int MANY = 1_000;

  @TempDir
  private Path data;
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(data);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    server.close();
    root.detachAppender(log);
  }

  private RawConnection connection() throws IOException {
    return new RawConnection(server.port());
  }

  private static String head(String path, String headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
  }

  /** Once everything that was on its way has come to its end. */
  private void assertNothingIsLogged() {
    assertEquals(200, server.get("/api/v1/health").statusCode());
    server.close();
    assertEquals(List.of(), List.copyOf(log.list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/analyze", "/api/v1/run", "/language", "/networks"})
  void anUploadThatEndsInItsMiddleIsNoFaultOfOurs(String path) throws Exception {
    for (int upload = 0; upload < 20; upload++) {
      RawConnection connection = connection();
      String length = upload % 4 < 2 ? "Content-Length: 1000000" : "Transfer-Encoding: chunked";
      String chunk = upload % 4 < 2 ? "" : "ffff\r\n";
      connection.send(head(path, "Content-Type: application/x-www-form-urlencoded\r\n" + length)
          + chunk + "a".repeat(10_000));
      Thread.sleep(upload);
      if (upload % 2 == 0) {
        connection.abort();
      } else {
        connection.close();
      }
    }
    assertNothingIsLogged();
  }

  static List<String> largeAnswers() {
    return largeAnswers(20);
  }

  /** A file and a document, each asked for so many times at once, and an export. */
  private static List<String> largeAnswers(int many) {
    String compressed = String.join("\r\n", "GET /api/v1/openapi.json HTTP/1.1",
        "Host: localhost", "Accept-Encoding: gzip", "", "");
    String document = """
        {"input": [3, 100, 100], "layers": [
          {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 9000}]}""";
    String part = new String(new TestServer.Parts().field("network", document).bytes(),
        StandardCharsets.UTF_8);
    String export = head("/api/v1/export/onnx", "Content-Type: " + TestServer.Parts.CONTENT_TYPE
        + "\r\nContent-Length: " + part.length()) + part;
    return List.of(LARGE.repeat(many), compressed.repeat(many), export);
  }

  @ParameterizedTest
  @MethodSource("largeAnswers")
  void norIsAnAnswerThatNobodyWaitsFor(String request) throws Exception {
    for (int download = 0; download < 20; download++) {
      RawConnection connection = connection().send(request);
      connection.read(1_000);
      if (download % 2 == 0) {
        connection.abort();
      } else {
        connection.close();
      }
    }
    assertNothingIsLogged();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "ZZ\r\n{}\r\n0\r\n\r\n",
    "-2\r\n{}\r\n0\r\n\r\n",
    "\r\n{}\r\n0\r\n\r\n",
    "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    "2\r\n{}{}\r\n0\r\n\r\n",
    "2\r\n{}\r\n0\r\n: no name\r\n\r\n",
    "5\r\n{}\r\n",
    "2\r\n{}",
    "2"})
  void aBodyThatIsNotFramedAsHttpSaysIsRefused(String body) throws Exception {
    for (String path : List.of("/api/v1/analyze", "/api/v1/run")) {
      try (RawConnection connection = connection()) {
        String type = path.endsWith("run") ? TestServer.Parts.CONTENT_TYPE : "application/json";
        String answer = connection.send(
            head(path, "Content-Type: " + type + "\r\nTransfer-Encoding: chunked") + body)
            .end().readAll();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
      }
    }
    assertNothingIsLogged();
  }

  @Test
  void aBodyThatEndsEarlyIsRefused() throws Exception {
    try (RawConnection connection = connection()) {
      String answer = connection.send(
          head("/api/v1/analyze", "Content-Type: application/json\r\nContent-Length: 5") + "{}")
          .end().readAll();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("did not arrive whole"), answer);
    }
    assertNothingIsLogged();
  }

  /** Slow on purpose: these are the limits themselves. */
  @Test
  void whoFallsAsleepIsLeft() throws Exception {
    long start = System.nanoTime();
    List<RawConnection> readers = new ArrayList<>();
    for (String request : largeAnswers(MANY)) {
      readers.add(connection().send(request));
    }
    RawConnection writer = connection().send(
        head("/api/v1/analyze", "Content-Type: application/json\r\nContent-Length: 5") + "{}");
    RawConnection trickling = connection().send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
    int answering = 0;
    for (int i = 0; i < 50 && answering != readers.size() + 1; i++) {
      Thread.sleep(100);
      answering = threadsThatAnswer().size();
    }
    assertEquals(readers.size() + 1, answering);
    double seconds = trickling.secondsUntilClosed("x", 500);
    assertTrue(seconds > 8 && seconds < 20, "closed after " + seconds + " s");
    assertTrue(writer.readAll().startsWith("HTTP/1.1 400 "));
    // Those of compressed answers are closed by the same limit once more, without a thread.
    Thread.sleep(30_000 - (System.nanoTime() - start) / 1_000_000);
    assertEquals(List.of(), threadsThatAnswer());
    for (RawConnection reader : readers) {
      assertTrue(reader.secondsUntilClosed("x", 20) < 5, "it is open still");
    }
    assertNothingIsLogged();
  }

  private List<String> threadsThatAnswer() throws IOException {
    Path dump = data.resolve("threads" + System.nanoTime() + ".txt");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (Stream<String> lines = Files.lines(dump)) {
      return lines.filter(line -> line.contains("JavalinServlet.handle(")).toList();
    }
  }
}
