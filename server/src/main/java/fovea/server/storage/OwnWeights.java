package fovea.server.storage;

import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Part;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which parts of a network's parameters are its own and not its seed's, by the words for their
 * numbers; {@link WeightStore} keeps the numbers. A part whose layer has another shape by now waits
 * for the shape to come back.
 *
 * @param entries no two of the same slice
 */
public record OwnWeights(List<Entry> entries) {

  /** All are the seed's. */
  public static final OwnWeights NONE = new OwnWeights(List.of());

  /**
   * One part.
   *
   * @param slice whose numbers they are
   * @param shape of the numbers
   * @param digest the word for them
   */
  public record Entry(Slice slice, List<Long> shape, String digest) {

    public Entry {
      shape = List.copyOf(shape);
    }

    static Entry of(Slice slice, Tensor numbers) {
      return new Entry(slice, Part.dimensions(numbers), Digest.of(numbers));
    }

    /** How many bytes the numbers take. */
    long bytes() {
      return shape.stream().reduce((long) Float.BYTES, Math::multiplyExact);
    }

    private static Entry parse(String line) {
      int shape = line.indexOf(' ') + 1;
      int slice = line.indexOf("] ") + 2;
      return new Entry(
          Slice.parse(line.substring(slice)).orElseThrow(),
          Arrays.stream(line.substring(shape + 1, slice - 2).split(", "))
              .filter(number -> !number.isEmpty()).map(Long::valueOf).toList(),
          line.substring(0, shape - 1));
    }
  }

  public OwnWeights {
    entries = List.copyOf(entries);
  }

  /** Whether all are the seed's. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many bytes the numbers take. */
  public long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** Just these. */
  public static OwnWeights of(Map<Slice, Tensor> numbers) {
    return NONE.with(numbers);
  }

  /** The same with these; what one covers is gone. */
  OwnWeights with(Map<Slice, Tensor> numbers) {
    List<Entry> after = new ArrayList<>(without(numbers.keySet()).entries);
    numbers.forEach((slice, tensor) -> after.add(Entry.of(slice, tensor)));
    return new OwnWeights(after);
  }

  /** The same without what these slices cover: there the seed counts again. */
  OwnWeights without(Collection<Slice> slices) {
    return new OwnWeights(entries.stream()
        .filter(entry -> slices.stream().noneMatch(slice -> slice.covers(entry.slice)))
        .toList());
  }

  /** The same without those of a layer. */
  OwnWeights withoutLayer(String id) {
    return new OwnWeights(
        entries.stream().filter(entry -> !entry.slice.layer().equals(id)).toList());
  }

  /** The same with these in place of all that those layers have. */
  OwnWeights trained(Collection<String> layers, OwnWeights learned) {
    List<Entry> after = new ArrayList<>(entries.stream()
        .filter(entry -> !layers.contains(entry.slice.layer())).toList());
    after.addAll(learned.entries);
    return new OwnWeights(after);
  }

  /** The same after a layer got another id. */
  OwnWeights renamed(String from, String to) {
    return new OwnWeights(entries.stream()
        .map(entry -> entry.slice.layer().equals(from)
            ? new Entry(entry.slice.of(to), entry.shape, entry.digest)
            : entry)
        .toList());
  }

  /** A line for each part, as {@link #parse} reads it. */
  String write() {
    return entries.stream()
        .map(entry -> entry.digest + " " + entry.shape + " " + entry.slice)
        .collect(Collectors.joining("\n"));
  }

  static OwnWeights parse(String lines) {
    return lines.isEmpty() ? NONE : new OwnWeights(lines.lines().map(Entry::parse).toList());
  }
}
