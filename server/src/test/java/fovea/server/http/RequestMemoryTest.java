package fovea.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that promise, and clients that do not read, on real connections. */
class RequestMemoryTest {

  private static final String RUN = "/api/v1/run";
  private static final String LARGE = """
      {"name": "large", "input": [1, 3536, 3536], "layers": [{"id": "relu", "type": "ReLU"}]}
      """;
  private static final int LARGE_BYTES = 4 * 3536 * 3536;
  /** As many as one client may have, and one that is refused. */
  private static final int READERS = (int) (Runtime.getRuntime().maxMemory() / 18 / LARGE_BYTES)
      + 1;
  /** More than they leave. */
  private static final byte[] BODY = new byte[60_000_000];
  private static final int MOST_TRIES = 150;

  @TempDir
  private static Path data;
  private static TestServer server;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void open() {
    server = new TestServer(data);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void promisesTakeNothingFromOthers() throws IOException {
    for (int i = 0; i < 44; i++) {
      send(head(60_000_000) + "abc");
    }
    HttpResponse<byte[]> answer = server.post(RUN, large());
    assertEquals(200, answer.statusCode(), () -> TestServer.text(answer));
  }

  @Test
  void whatNobodyReadsIsCountedUntilTheyAreGone() throws IOException, InterruptedException {
    byte[] request = large().bytes();
    for (int i = 0; i < READERS; i++) {
      send(head(request.length), request);
    }
    HttpResponse<byte[]> refused = untilAnswered(503);
    assertEquals(503, refused.statusCode(), READERS + " large answers were held");
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    assertTrue(TestServer.text(refused).contains("requests_memory"), TestServer.text(refused));
    assertEquals(200, server.get("/about").statusCode(), "a page is another client's");
    hangUp();
    assertEquals(413, untilAnswered(413).statusCode(), "no document is so long");
  }

  private static HttpResponse<byte[]> untilAnswered(int status) throws InterruptedException {
    HttpResponse<byte[]> answer = server.post(RUN, new Parts().field("network", BODY));
    for (int i = 0; i < MOST_TRIES && answer.statusCode() != status; i++) {
      Thread.sleep(100);
      answer = server.post(RUN, new Parts().field("network", BODY));
    }
    return answer;
  }

  private static Parts large() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", png);
    return new Parts().field("network", LARGE).file("image", png.toByteArray());
  }

  private static String head(long length) {
    return "POST " + RUN + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + Parts.CONTENT_TYPE
        + "\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private void send(String head, byte... body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    sockets.add(socket);
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }
}
