package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.RandomNetworks;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import fovea.engine.repair.Repairs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever text arrives: it is a document, or refused as one. */
class DocumentFuzzTest {

  private static final int TEXTS = 1_000;
  private static final List<Network> NETWORKS = RandomNetworks.legal(50).toList();
  private static final String[] BITS = {
    "\"", "{", "}", "[", "]", ",", ":", "-", "0", "1", "2147483647", "-1", "1e9", "null", "true",
    "\"same\"", "\"input\"", "\"id\"", "\"layers\"", "\"Conv2d\"", "\"inputs\":[]", "\\u0000", "é"};

  private final Random random = new Random(7);

  @Test
  void randomBytesAreRefused() {
    for (int i = 0; i < TEXTS; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      network(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void spoiltNetworksAreReadOrRefusedAndTheirProblemsHaveRepairs() {
    for (int i = 0; i < TEXTS; i++) {
      network(spoilt(NetworkDocument.write(NETWORKS.get(i % 50))));
    }
  }

  @Test
  void spoiltEditsAreReadOrRefused() {
    for (int i = 0; i < TEXTS; i++) {
      Network network = NETWORKS.get(i % 50);
      edit(network, spoilt(EditDocument.write(someEdit(network))));
    }
  }

  private String spoilt(String text) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int from = random.nextInt(spoilt.length());
      int to = Math.min(spoilt.length(), from + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.delete(from, to);
        case 1 -> spoilt.insert(from, BITS[random.nextInt(BITS.length)]);
        default -> spoilt.replace(from, to, BITS[random.nextInt(BITS.length)]);
      }
      spoilt.append(' ');
    }
    return spoilt.toString();
  }

  private static void network(String text) {
    Network network;
    try {
      network = NetworkDocument.parse(text);
    } catch (MalformedDocument | DocumentTooLarge expected) {
      return;
    }
    assertEquals(network, NetworkDocument.parse(NetworkDocument.write(network)));
    NetworkReading reading = NetworkReading.of(network);
    for (Problem problem : reading.problems()) {
      Repairs.of(reading, problem);
      problem.formula().text();
    }
  }

  private static void edit(Network network, String text) {
    try {
      Edit edit = EditDocument.parse(text);
      assertEquals(edit, EditDocument.parse(EditDocument.write(edit)));
      NetworkReading.of(edit.applyTo(network));
    } catch (MalformedDocument | DocumentTooLarge | NoSuchElementException expected) {
      // As declared; anything else fails the test.
    }
  }

  private Edit someEdit(Network network) {
    Node node = network.nodes().get(random.nextInt(network.nodes().size()));
    return switch (random.nextInt(5)) {
      case 0 -> new Edit.Insert(node.id(), node.named("new"));
      case 1 -> new Edit.Replace(node.id(), node.named("other"));
      case 2 -> new Edit.Remove(node.id());
      case 3 -> new Edit.Move(node.id(), Node.INPUT);
      default -> new Edit.Sequence(
          List.of(new Edit.Resize(network.input()), new Edit.Rename("other")));
    };
  }
}
