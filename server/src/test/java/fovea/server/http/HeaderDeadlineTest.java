package fovea.server.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.RawConnection;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With half a second for headers in place of 15. */
@Timeout(60)
class HeaderDeadlineTest {

  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final String GET = "GET / HTTP/1.1\r\nHost: here\r\n\r\n";

  private final Server server = new Server(0);

  /** Answers what was sent. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String body = Content.Source.asString(request);
      Content.Sink.write(response, true, "got " + body + ".", callback);
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    server.setHandler(new Echo());
    server.addBean(new HeaderDeadline(server, LIMIT));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private RawConnection connection() throws IOException {
    return new RawConnection(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  private static void assertGot(String body, RawConnection connection) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("got " + body + ".")) {
      String next = connection.read(1);
      assertTrue(!next.isEmpty(), "closed after " + answer);
      answer.append(next);
    }
  }

  @Test
  void headersThatTrickleInDoNotKeepAConnectionOpen() throws Exception {
    try (RawConnection connection = connection()) {
      connection.send("GET / HTTP/1.1\r\nHost: here\r\nX: ");
      double seconds = connection.secondsUntilClosed("x", 20);
      assertTrue(seconds > 0.4 && seconds < 5, "closed after " + seconds + " s");
    }
  }

  @Test
  void thoseOfASecondRequestDoNotEither() throws Exception {
    try (RawConnection connection = connection()) {
      assertGot("", connection.send(GET));
      double seconds = connection.secondsUntilClosed("G", 20);
      assertTrue(seconds > 0.4 && seconds < 5, "closed after " + seconds + " s");
    }
  }

  @Test
  void aConnectionMayWaitBetweenItsRequests() throws Exception {
    try (RawConnection connection = connection()) {
      for (int request = 0; request < 3; request++) {
        assertGot("", connection.send(GET));
        Thread.sleep(2 * LIMIT.toMillis());
      }
    }
  }

  @Test
  void requestsOfWhichEachBeginsWithTheOneBeforeAreAllAnswered() throws Exception {
    try (RawConnection connection = connection()) {
      connection.send(GET.repeat(9) + GET.substring(0, 7));
      for (int request = 0; request < 9; request++) {
        assertGot("", connection);
      }
      assertGot("", connection.send(GET.substring(7)));
    }
  }

  @Test
  void aBodyMayTakeLonger() throws Exception {
    for (String expect : new String[]{"", "Expect: 100-continue\r\n"}) {
      try (RawConnection connection = connection()) {
        connection
            .send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n" + expect + "\r\n");
        for (int sent = 0; sent < 10; sent++) {
          Thread.sleep(LIMIT.toMillis() / 5);
          connection.send("x");
        }
        assertGot("xxxxxxxxxx", connection);
        Thread.sleep(2 * LIMIT.toMillis());
        assertGot("", connection.send(GET));
      }
    }
  }
}
