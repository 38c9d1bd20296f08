package fovea.engine.picture;

import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who reads whom, by places in the network's list; the picture is in place −1. Inputs that are not
 * there, or come later, are left out: what is broken is drawn as far as it makes sense.
 */
final class Wiring {

  static final int PICTURE = -1;

  private final Network network;
  private final int[][] sources;
  private final int[] lastReaders;

  Wiring(Network network) {
    this.network = network;
    int count = network.nodes().size();
    this.sources = new int[count][];
    this.lastReaders = new int[count + 1];
    Arrays.fill(lastReaders, PICTURE);
    Map<String, Integer> places = new HashMap<>(Map.of(Node.INPUT, PICTURE));
    for (int i = 0; i < count; i++) {
      int place = i;
      sources[i] = network.inputsOf(i).stream().filter(places::containsKey)
          .mapToInt(places::get).distinct().toArray();
      for (int source : sources[i]) {
        lastReaders[source + 1] = place;
      }
      places.putIfAbsent(network.nodes().get(i).id(), i);
    }
  }

  int count() {
    return sources.length;
  }

  int[] sources(int place) {
    return sources[place];
  }

  /** The last place that reads that one, or −1 if none does. */
  int lastReader(int place) {
    return lastReaders[place + 1];
  }

  boolean reads(int place, int source) {
    return Arrays.stream(sources[place]).anyMatch(it -> it == source);
  }

  Layer layer(int place) {
    return network.nodes().get(place).layer();
  }

  List<Node> nodes() {
    return network.nodes();
  }
}
