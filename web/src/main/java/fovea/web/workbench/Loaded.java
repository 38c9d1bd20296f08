package fovea.web.workbench;

import fovea.web.Words;
import java.util.Arrays;
import java.util.List;

/**
 * What a file of weights has brought to a network.
 *
 * @param loaded how many of the network's tensors
 * @param all how many it has
 * @param counters how many counters of batch norms were left out
 * @param types in which the numbers were written, if not in float32; by PyTorch's names
 * @param prefix what was taken off every name; may be empty
 */
public record Loaded(long loaded, long all, long counters, List<String> types, String prefix) {

  public Loaded {
    types = List.copyOf(types);
  }

  /** A line that is kept with the version, as {@link #parse} reads it. */
  public String text() {
    return loaded + ";" + all + ";" + counters + ";" + String.join(",", types) + ";" + prefix;
  }

  /** What such a line says. */
  public static Loaded parse(String text) {
    String[] parts = text.split(";", 5);
    return new Loaded(Long.parseLong(parts[0]), Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Arrays.stream(parts[3].split(",")).filter(type -> !type.isEmpty()).toList(), parts[4]);
  }

  /** The same in sentences. */
  public String sentence(Words words) {
    StringBuilder said = new StringBuilder(loaded == all
        ? words.say("loaded.all", words.numbers().whole(all))
        : words.say("loaded.some", words.numbers().whole(loaded), words.numbers().whole(all)));
    if (!prefix.isEmpty()) {
      said.append(' ').append(words.say("loaded.prefix", prefix));
    }
    if (counters > 0) {
      said.append(' ').append(words.count("loaded.counters", counters));
    }
    if (!types.isEmpty()) {
      said.append(' ').append(words.say("loaded.types", String.join(", ", types)));
    }
    return said.toString();
  }
}
