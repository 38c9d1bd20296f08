package fovea.server.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fovea.engine.format.Safetensors;
import fovea.engine.kernel.Kernels;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two thousand networks of chance while far too much is asked for, where clients go in the middle of their
 * request and people ask for the next run before they have the last one: everybody gets what the textbook
 * computes for their network, and nobody what is another's.
 */
final class AnswersUnderLoad implements Experiment {

  private static final int NETWORKS = Integer.getInteger("load.networks", 2_000);
  /** Of four, one is run on the workbench and the others are sent as programs do. */
  private static final int ON_THE_WORKBENCH = 4;
  private static final int PEOPLE = 20;
  /** Of a last layer; on the workbench each map is an answer of its own, so there is one. */
  private static final int MOST_MAPS = 8;
  private static final int PROGRAMS = 40;
  /** Runs that are not for the networks: alone more than this machine can do. */
  private static final double OTHERS_PER_SECOND = 40;
  private static final double TOLERANCE = 1e-4;
  private static final int MOST_ATTEMPTS = 500;
  private static final int MOST_SHOWN = 10;
  private static final int LATEST_GONE_MILLIS = 40;
  private static final int AGAIN_MILLIS = 200;
  private static final int LOOKS_BEFORE_ASKING_AGAIN = 30;

  private final Inference textbook = new Inference(1, 0, Kernels.textbook());
  private final AtomicInteger right = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private final AtomicInteger replaced = new AtomicInteger();
  private final Map<Integer, Integer> notTaken = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  @Override
  public String id() {
    return "answers";
  }

  @Override
  public Row run() throws Exception {
    Queue<DrawnNetwork> programs = new ConcurrentLinkedQueue<>();
    Queue<DrawnNetwork> workbench = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < NETWORKS; i++) {
      if (i % ON_THE_WORKBENCH == 0) {
        workbench.add(new DrawnNetwork(i, 1));
      } else {
        programs.add(new DrawnNetwork(i, MOST_MAPS));
      }
    }
    AtomicInteger others = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    long start = System.nanoTime();
    try (ServerProcess server = new ServerProcess("-Xmx1g");
        Lines lines = new Lines(server, "127.0.0.2")) {
      Pupil caller = new Pupil(server);
      FreshRuns large = new FreshRuns(caller, "resnet18");
      try (OpenModel _ = new OpenModel(OTHERS_PER_SECOND, i -> {
        (large.send(lines, i).waits() ? refused : others).incrementAndGet();
        return true;
      }); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Void>> asking = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
          asking.add(threads.submit(() -> asProgram(server, caller, programs)));
        }
        for (int i = 0; i < PEOPLE; i++) {
          asking.add(threads.submit(() -> asPerson(new Pupil(server), workbench)));
        }
        for (Future<Void> one : asking) {
          one.get();
        }
      }
    } finally {
      textbook.close();
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("networks", NETWORKS);
    figures.put("as the textbook computes them", right.get());
    figures.put("wrong or another's", wrong.size());
    figures.put("of them", shown(wrong));
    figures.put("not answered", unanswered.size());
    figures.put("of these", shown(unanswered));
    figures.put("clients that went in the middle", gone.get());
    figures.put("runs replaced by the next", replaced.get());
    figures.put("told to wait first", waits.get());
    figures.put("networks and pictures taken later, by status", notTaken.toString());
    figures.put("runs beside them", others.get());
    figures.put("of those beside them refused", refused.get());
    figures.put("took s", Math.round((System.nanoTime() - start) / 1e9));
    return new Row(id(), figures, right.get() == NETWORKS && wrong.isEmpty());
  }

  private static String shown(Queue<String> some) {
    return some.stream().limit(MOST_SHOWN).toList().toString();
  }

  /** Sends one network after the other to the API; every second time somebody went with it before. */
  private Void asProgram(ServerProcess server, Pupil caller, Queue<DrawnNetwork> networks)
      throws IOException, InterruptedException {
    for (DrawnNetwork network = networks.poll(); network != null; network = networks.poll()) {
      Parts parts = new Parts().file("network", network.documentBytes())
          .field("seed", "" + network.number()).field("outputs", network.last())
          .file("image", network.picture());
      if (network.number() % 2 == 0) {
        goes(server, parts);
      }
      HttpResponse<byte[]> answer = caller.postForBytes("/api/v1/run", parts);
      for (int i = 1; i < MOST_ATTEMPTS && isBusy(answer.statusCode()); i++) {
        again();
        answer = caller.postForBytes("/api/v1/run", parts);
      }
      if (answer.statusCode() == 200) {
        Tensor values = Safetensors.read(answer.body()).get(network.last());
        check(network, values == null ? new float[0] : values.data(),
            network.values(textbook, network.number()));
      } else {
        unanswered.add(network.number() + ": " + answer.statusCode());
      }
    }
    return null;
  }

  /** Sends a request and does not wait for its answer. */
  private void goes(ServerProcess server, Parts parts) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      byte[] body = parts.bytes();
      socket.getOutputStream()
          .write(("POST /api/v1/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + Parts.CONTENT_TYPE + "\r\nContent-Length: " + body.length + "\r\n\r\n")
              .getBytes(ISO_8859_1));
      // Some go before they have said everything.
      boolean isCut = ThreadLocalRandom.current().nextInt(4) == 0;
      socket.getOutputStream().write(body, 0, isCut ? body.length / 2 : body.length);
      Thread.sleep(ThreadLocalRandom.current().nextInt(LATEST_GONE_MILLIS));
    }
    gone.incrementAndGet();
  }

  /** Runs two networks at a time on the workbench, where the second takes the place of the first. */
  private Void asPerson(Pupil pupil, Queue<DrawnNetwork> networks) throws InterruptedException {
    for (DrawnNetwork first = networks.poll(); first != null; first = networks.poll()) {
      List<DrawnNetwork> both = new ArrayList<>(List.of(first));
      DrawnNetwork second = networks.poll();
      if (second != null) {
        both.add(second);
      }
      List<String> addresses = new ArrayList<>();
      for (DrawnNetwork network : both) {
        String address = untilTaken(
            () -> pupil.post("/networks", "document", network.document())).location();
        untilTaken(() -> pupil.post(
            address + "/picture", new Parts().file("picture", network.picture())));
        pupil.post(address + "/run");
        addresses.add(address);
      }
      replaced.addAndGet(both.size() - 1);
      for (int i = both.size() - 1; i >= 0; i--) {
        look(pupil, addresses.get(i), both.get(i));
      }
    }
    return null;
  }

  /** Sends something until the server takes it: what is refused or not answered is not there. */
  private Pupil.Answer untilTaken(Supplier<Pupil.Answer> request) throws InterruptedException {
    Pupil.Answer answer = request.get();
    for (int i = 1; i < MOST_ATTEMPTS && answer.status() != 200 && answer.status() != 303; i++) {
      notTaken.merge(answer.status(), 1, Integer::sum);
      again();
      answer = request.get();
    }
    return answer;
  }

  /** Looks at the last layer, once it is there. */
  private void look(Pupil pupil, String address, DrawnNetwork network) throws InterruptedException {
    Tensor expected = network.values(textbook, 0);
    Pattern activation = Pattern.compile("/activations/" + network.last() + "/([0-9a-f]{32})");
    Matcher key = activation.matcher("");
    int patience = 0;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      if (key.reset(pupil.get(address + "?layer=" + network.last()).text()).find()) {
        float[] values = values(pupil, address + key.group());
        if (values.length > 0) {
          check(network, values, expected);
          return;
        }
      } else if (patience == 0) {
        boolean isBusy = pupil.post(address + "/run").waits();
        waits.addAndGet(isBusy ? 1 : 0);
        patience = isBusy ? 0 : LOOKS_BEFORE_ASKING_AGAIN;
      } else {
        // Who asks again gives up their place in the line.
        patience--;
      }
      again();
    }
    unanswered.add(network.number() + " at " + address);
  }

  /** The only map; nothing if it is not there yet. */
  private static float[] values(Pupil pupil, String address) {
    byte[] bytes = pupil.bytes(address + "/maps/0");
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private boolean isBusy(int status) {
    boolean isBusy = status == 503 || status == 429;
    waits.addAndGet(isBusy ? 1 : 0);
    return isBusy;
  }

  private static void again() throws InterruptedException {
    Thread.sleep(AGAIN_MILLIS + ThreadLocalRandom.current().nextInt(AGAIN_MILLIS));
  }

  private void check(DrawnNetwork network, float[] found, Tensor expected) {
    double largest = 0;
    double error = found.length == expected.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < found.length && found.length == expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.data()[i]));
      error = Math.max(error, Math.abs(expected.data()[i] - found[i]));
    }
    if (error <= TOLERANCE * largest) {
      right.incrementAndGet();
    } else {
      wrong.add("%d off by %.1e of %.1e".formatted(network.number(), error, largest));
    }
  }
}
