package fovea.server.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.load.Pupil.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Connections of a program at one address that are used again and again, with no more work than it takes:
 * whoever floods a server on the same machine must not need its processors. Thread-safe.
 */
final class Lines implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final InetAddress from;
  private final Queue<Line> idle = new ConcurrentLinkedQueue<>();

  /** To that server, from that address of this machine. */
  Lines(ServerProcess server, String from) {
    this.port = server.port();
    this.from = InetAddress.ofLiteral(from);
  }

  /** Sends a form and waits for the answer; status 0 where none came. */
  Answer post(String path, String type, byte[] body) {
    long start = System.nanoTime();
    byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: "
        + type + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    Line line = idle.poll();
    try {
      Answer answer;
      try {
        line = line == null ? new Line() : line;
        answer = line.exchange(request, start);
      } catch (IOException left) {
        // The server may leave a connection that nobody has used for a while, as a browser knows.
        line = new Line();
        answer = line.exchange(request, start);
      }
      idle.add(line);
      return answer;
    } catch (IOException gone) {
      return new Answer(0, gone.toString(), "", "", (System.nanoTime() - start) / 1e6);
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line = idle.poll(); line != null; line = idle.poll()) {
      line.socket.close();
    }
  }

  /** One connection. */
  private final class Line {
    private final Socket socket = new Socket();
    private final InputStream in;

    Line() throws IOException {
      socket.bind(new InetSocketAddress(from, 0));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress("localhost", port));
      in = new BufferedInputStream(socket.getInputStream());
    }

    Answer exchange(byte[] request, long start) throws IOException {
      socket.getOutputStream().write(request);
      int status = Integer.parseInt(line().split(" ", -1)[1]);
      TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
      }
      byte[] body = headers.containsKey("Transfer-Encoding")
          ? chunks()
          : in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
      return new Answer(status, new String(body, UTF_8), headers.getOrDefault("Location", ""),
          headers.getOrDefault("Retry-After", ""), (System.nanoTime() - start) / 1e6);
    }

    private byte[] chunks() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = size(); size > 0; size = size()) {
        body.writeBytes(in.readNBytes(size));
        line();
      }
      line();
      return body.toByteArray();
    }

    private int size() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int letter = in.read(); letter != '\n'; letter = in.read()) {
        if (letter < 0) {
          throw new IOException("the server has left");
        }
        if (letter != '\r') {
          line.append((char) letter);
        }
      }
      return line.toString();
    }
  }
}
