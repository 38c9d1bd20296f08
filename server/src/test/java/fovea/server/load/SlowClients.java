package fovea.server.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fovea.server.TestServer.Parts;
import fovea.server.load.Pupil.Answer;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Clients that ask for much and read nothing of it, or ten bytes a second, and hundreds that never end
 * their request: all others are answered as before, and within half a minute the slow ones are gone.
 */
final class SlowClients implements Experiment {

  private static final int NEVER_READ = 50;
  private static final int READ_SLOWLY = 20;
  private static final int HALF_SENT = 500;
  private static final long GONE_MILLIS = 30_000;
  private static final long PATIENCE_MILLIS = 90_000;
  private static final long MEASURED_MILLIS = 30_000;
  private static final int READ_EVERY_MILLIS = 100;

  private static final double REQUESTS_PER_SECOND = 20;
  private static final double FACTOR = 1.2;
  /** What two measurements of the same differ by on a machine that is not ours alone. */
  private static final double FLOOR_MILLIS = 5;
  private static final long MOST_MEMORY_BYTES = 1_500_000_000;

  /** Six megabytes to read, which cost nothing to compute. */
  private static final String LARGE = """
      {"input": [3, 704, 704], "layers": [{"id": "relu", "type": "ReLU"}]}""";

  @Override
  public String id() {
    return "slow clients";
  }

  @Override
  public Row run() throws Exception {
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil caller = new Pupil(server);
      String network = caller.post("/networks", "zoo", "tinyvgg").location();
      // Twice, since the first time classes are loaded and code is compiled.
      ordinary(caller, network, MEASURED_MILLIS);
      Measured without = ordinary(caller, network, MEASURED_MILLIS);
      List<Socket> slow = new ArrayList<>();
      try {
        long begun = System.nanoTime();
        open(server, slow);
        double opened = seconds(begun);
        Thread reader = Thread.ofPlatform().daemon()
            .start(() -> readSlowly(slow.subList(NEVER_READ, NEVER_READ + READ_SLOWLY)));
        Gone[] gone = new Gone[1];
        Thread watch = Thread.ofPlatform().daemon().start(() -> gone[0] = gone(server, slow));
        Measured with = ordinary(caller, network, MEASURED_MILLIS);
        watch.join();
        reader.interrupt();
        // What else the machine does may have begun or ended meanwhile.
        Measured after = ordinary(caller, network, MEASURED_MILLIS);
        return row(server, opened, after.p95Millis() > without.p95Millis() ? after : without, with,
            gone[0]);
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  /** How long the requests of ordinary visitors take. */
  private record Measured(int count, int failures, double p50Millis, double p95Millis) {}

  private static Measured ordinary(Pupil caller, String network, long millis)
      throws InterruptedException {
    OpenModel model = new OpenModel(REQUESTS_PER_SECOND, i -> {
      Answer answer = switch (i % 4) {
        case 0 -> caller.get(network);
        case 1 -> caller.get(network + "/table");
        case 2 -> caller.post("/api/v1/analyze", "application/json",
            BadContent.TINY.getBytes(ISO_8859_1));
        default -> caller.get("/api/v1/health");
      };
      return answer.status() == 200;
    });
    Thread.sleep(millis);
    model.close();
    return new Measured(
        model.count(), model.failures(), model.millis(0.5), model.millis(0.95));
  }

  private static void open(ServerProcess server, List<Socket> slow) throws IOException {
    Parts parts = new Parts().field("network", LARGE)
        .file("image", PictureFiles.file("png",
            new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB)));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(("POST /api/v1/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + Parts.CONTENT_TYPE + "\r\nContent-Length: " + parts.bytes().length + "\r\n\r\n")
        .getBytes(ISO_8859_1));
    request.writeBytes(parts.bytes());
    for (int i = 0; i < NEVER_READ + READ_SLOWLY; i++) {
      slow.add(connected(server, request.toByteArray()));
    }
    for (int i = 0; i < HALF_SENT; i++) {
      slow.add(connected(server, "GET /networks HTTP/1.1\r\nHost: loc".getBytes(ISO_8859_1)));
    }
  }

  private static Socket connected(ServerProcess server, byte[] sent) throws IOException {
    Socket socket = new Socket();
    // A small window: the kernel shall not read for them what they do not.
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.getOutputStream().write(sent);
    return socket;
  }

  private static void readSlowly(List<Socket> sockets) {
    try {
      while (true) {
        Thread.sleep(READ_EVERY_MILLIS);
        for (Socket socket : sockets) {
          readOne(socket);
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readOne(Socket socket) {
    try {
      if (socket.getInputStream().available() > 0) {
        socket.getInputStream().read();
      }
    } catch (IOException closed) {
      // The server has closed it, as it should.
    }
  }

  /** How many connections the server still held after half a minute, and when the last was gone. */
  private record Gone(Map<String, Long> heldAfter30, double lastSeconds, long mostBytes) {}

  private static Gone gone(ServerProcess server, List<Socket> slow) {
    long start = System.nanoTime();
    Map<String, Long> after30 = Map.of();
    long mostBytes = 0;
    try {
      while (true) {
        Map<String, Long> held = held(server, slow);
        mostBytes = Math.max(mostBytes, server.status("VmRSS"));
        double seconds = seconds(start);
        if (after30.isEmpty() && (held.isEmpty() || seconds * 1_000 >= GONE_MILLIS)) {
          after30 = held;
        }
        if (held.isEmpty()) {
          return new Gone(after30, seconds, mostBytes);
        }
        if (seconds * 1_000 > PATIENCE_MILLIS) {
          return new Gone(after30, Double.POSITIVE_INFINITY, mostBytes);
        }
        Thread.sleep(500);
      }
    } catch (IOException | InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Their connections that the server has not closed, as the kernel says: by what they do. */
  private static Map<String, Long> held(ServerProcess server, List<Socket> slow)
      throws IOException {
    Set<Integer> open = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] words = line.strip().split("\\s+", -1);
        // Local and remote address, and last the socket's number, which is 0 once it is closed.
        if (words[1].endsWith(":%04X".formatted(server.port())) && !words[9].equals("0")) {
          open.add(Integer.parseInt(words[2].substring(words[2].indexOf(':') + 1), 16));
        }
      }
    }
    Map<String, Long> held = new LinkedHashMap<>();
    for (int i = 0; i < slow.size(); i++) {
      if (open.contains(slow.get(i).getLocalPort())) {
        held.merge(i < NEVER_READ
            ? "never read"
            : i < NEVER_READ + READ_SLOWLY ? "read slowly" : "half sent", 1L, Long::sum);
      }
    }
    return held;
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private Row row(
      ServerProcess server, double opened, Measured without, Measured with, Gone gone)
      throws IOException {
    double allowed = FACTOR * without.p95Millis() + FLOOR_MILLIS;
    long most = Math.max(gone.mostBytes(), server.status("VmHWM"));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("slow clients", NEVER_READ + READ_SLOWLY + HALF_SENT);
    figures.put("opened in s", Row.rounded(opened));
    figures.put("ordinary requests", with.count());
    figures.put("of them failed", with.failures());
    figures.put("p50 ms without", Row.rounded(without.p50Millis()));
    figures.put("p50 ms", Row.rounded(with.p50Millis()));
    figures.put("p95 ms without", Row.rounded(without.p95Millis()));
    figures.put("p95 ms", Row.rounded(with.p95Millis()));
    figures.put("p95 ms allowed", Row.rounded(allowed));
    figures.put("held after 30 s", gone.heldAfter30().toString());
    figures.put("last gone after s", Double.isInfinite(gone.lastSeconds())
        ? "more than " + PATIENCE_MILLIS / 1_000
        : Row.rounded(gone.lastSeconds()));
    figures.put("most resident MB", most / 1_000_000);
    return new Row(id(), figures, with.failures() == 0 && with.p95Millis() <= allowed
        && gone.heldAfter30().isEmpty() && most <= MOST_MEMORY_BYTES);
  }
}
