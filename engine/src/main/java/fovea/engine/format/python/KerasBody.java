package fovea.engine.format.python;

import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a Keras model: all in one function, or, where so many stand behind one another that
 * Keras could not follow them, in parts that are models of their own. What a part gives to later ones
 * are its values that they read.
 */
final class KerasBody {

  /** What the functions of the parts are called, with a number behind. */
  static final String STEPS = "steps_";

  /** Operations behind one another that Keras follows within Python's limit of 1,000 calls. */
  private static final int DEEPEST = 850;

  /** As deep a part may be before another begins. */
  private static final int PART = 300;

  /** Layers that stand in one function. */
  private static final class Part {
    private final List<LayerReading> layers = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int depth;
  }

  private final ValueNames values;
  private final KerasNames names;
  private final Map<String, Integer> lastReaders = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Part> parts = new ArrayList<>(List.of(new Part()));

  KerasBody(NetworkReading reading, ValueNames values, KerasNames names) {
    this.values = values;
    this.names = names;
    Network network = reading.network();
    places.put(Node.INPUT, -1);
    for (int i = 0; i < network.nodes().size(); i++) {
      places.put(network.nodes().get(i).id(), i);
      for (String input : network.inputsOf(i)) {
        lastReaders.put(input, i);
      }
    }
    if (!network.nodes().isEmpty()) {
      lastReaders.put(network.nodes().getLast().id(), network.nodes().size());
    }
  }

  private Part current() {
    return parts.getLast();
  }

  /** The lines that follow are this layer's. */
  void begin(LayerReading layer) {
    if (current().depth > PART) {
      parts.add(new Part());
    }
    current().layers.add(layer);
  }

  void line(String line) {
    current().lines.add(line);
  }

  /** Puts a comment behind the last line. */
  void comment(String comment) {
    List<String> lines = current().lines;
    lines.set(lines.size() - 1, lines.getLast() + "  # " + comment);
  }

  /** So many operations more stand behind one another. */
  void deepen(int operations) {
    current().depth += operations;
  }

  /** All steps are there: few enough of them are one part, and a part that nobody reads is none. */
  void end() {
    parts.removeIf(part -> given(part).isEmpty() && parts.size() > 1);
    if (parts.stream().mapToInt(part -> part.depth).sum() <= DEEPEST) {
      Part whole = new Part();
      parts.forEach(part -> {
        whole.layers.addAll(part.layers);
        whole.lines.addAll(part.lines);
      });
      parts.clear();
      parts.add(whole);
    }
  }

  /** The functions of the parts, and what makes models of them; empty for a single part. */
  String parts() {
    if (parts.size() == 1) {
      return "";
    }
    StringBuilder text = new StringBuilder(KerasPart.PART);
    for (int i = 0; i < parts.size(); i++) {
      text.append("\n\ndef ").append(STEPS).append(i + 1).append('(')
          .append(String.join(", ", taken(parts.get(i)))).append("):\n");
      parts.get(i).lines.forEach(line -> text.append("    ").append(line).append('\n'));
      text.append("    return [").append(String.join(", ", given(parts.get(i)))).append("]\n");
    }
    return text.toString();
  }

  /** The lines within the function that makes the model. */
  String steps() {
    if (parts.size() == 1) {
      return current().lines.stream().map(line -> "    " + line + "\n")
          .collect(Collectors.joining());
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append("    [%s] = part(\"%s\", %s, [%s])\n".formatted(
          String.join(", ", given(parts.get(i))), names.of("part_" + (i + 1) + "/"),
          STEPS + (i + 1),
          String.join(", ", taken(parts.get(i)))));
    }
    return text.toString();
  }

  /** The names of the values that a part reads from before it. */
  private Set<String> taken(Part part) {
    int first = place(part.layers.getFirst());
    Set<String> taken = new LinkedHashSet<>();
    for (LayerReading layer : part.layers) {
      for (String input : layer.inputs()) {
        if (places.getOrDefault(input, -1) < first) {
          taken.add(values.of(input));
        }
      }
    }
    return taken;
  }

  /** The names of its values that are read behind it. */
  private Set<String> given(Part part) {
    int last = place(part.layers.getLast());
    Set<String> given = new LinkedHashSet<>();
    for (LayerReading layer : part.layers) {
      if (lastReaders.getOrDefault(layer.id(), -1) > last) {
        given.add(values.of(layer.id()));
      }
    }
    return given;
  }

  private int place(LayerReading layer) {
    return places.getOrDefault(layer.id(), -1);
  }
}
