package fovea.engine.format;

import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a file beside the parameters of a network, as PyTorch's {@code load_state_dict}
 * would bring them together: which is which, and what keeps the others apart. What wraps a model
 * ({@code DataParallel}, {@code torch.compile}) puts a word before every name, which is taken off,
 * and the counters of batch norms are no weights. Names alone decide: safetensors keeps its tensors
 * in an order of its own, so that their order says nothing.
 *
 * @param prefix what stands before every name of the file and is not the network's; may be empty
 * @param lines first the tensors in the order of the file, then the parameters that it lacks
 */
public record StateDict(String prefix, List<Line> lines) {

  private static final String COUNTER = "num_batches_tracked";

  /** What became of a tensor, or of a parameter. */
  public enum Match {
    /** The tensor is the parameter. */
    FITS,
    /** A counter, which is left out. */
    COUNTER,
    /** The names agree, the shapes do not. */
    OTHER_SHAPE,
    /** The names agree, but the tensor's type is not read. */
    OTHER_TYPE,
    /** The network has no parameter of that name. */
    UNKNOWN,
    /** The file has no tensor of that name. */
    ABSENT
  }

  /**
   * A tensor with its parameter.
   *
   * @param tensor null where there is only a parameter
   * @param parameter null where there is only a tensor
   */
  public record Line(
      @Nullable StoredTensor tensor, @Nullable Parameter parameter, Match match) {

    /** What is wrong, in a sentence; empty if nothing is. */
    public String misfit() {
      return switch (match) {
        case FITS, COUNTER, ABSENT -> "";
        case OTHER_SHAPE -> "expected shape %s for %s but found %s"
            .formatted(wanted().shape(), wanted().name(), found().shape());
        case OTHER_TYPE -> "%s has type %s, but only %s are read"
            .formatted(found().name(), found().type(), NumberType.allRead());
        case UNKNOWN -> "the network has no parameter named " + found().name();
      };
    }

    private StoredTensor found() {
      return Objects.requireNonNull(tensor);
    }

    private Parameter wanted() {
      return Objects.requireNonNull(parameter);
    }
  }

  public StateDict {
    lines = List.copyOf(lines);
  }

  /** Brings the tensors of a file together with the parameters of a network. */
  public static StateDict of(Collection<StoredTensor> tensors, NetworkReading network) {
    Map<String, Parameter> absent = new LinkedHashMap<>();
    network.layers().forEach(layer -> layer.cost().parameters()
        .forEach(parameter -> absent.put(parameter.name(), parameter)));
    String prefix = prefix(tensors.stream()
        .filter(tensor -> !isCounter(tensor)).map(StoredTensor::name).toList(), absent.keySet());
    List<Line> lines = new ArrayList<>();
    for (StoredTensor tensor : tensors) {
      Parameter parameter = tensor.name().startsWith(prefix)
          ? absent.remove(tensor.name().substring(prefix.length()))
          : null;
      lines.add(new Line(tensor, parameter, match(tensor, parameter)));
    }
    absent.values().forEach(parameter -> lines.add(new Line(null, parameter, Match.ABSENT)));
    return new StateDict(prefix, lines);
  }

  /** The least that stands before all names and leaves at least one that the network has. */
  private static String prefix(List<String> names, Set<String> parameters) {
    String first = names.isEmpty() ? "" : names.getFirst();
    int end = 0;
    do {
      String prefix = first.substring(0, end);
      if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
        return "";
      }
      if (names.stream().anyMatch(name -> parameters.contains(name.substring(prefix.length())))) {
        return prefix;
      }
      end = first.indexOf('.', end) + 1;
    } while (end > 0);
    return "";
  }

  private static Match match(StoredTensor tensor, @Nullable Parameter parameter) {
    if (parameter == null) {
      return isCounter(tensor) ? Match.COUNTER : Match.UNKNOWN;
    }
    if (!parameter.shape().equals(tensor.shape())) {
      return Match.OTHER_SHAPE;
    }
    return tensor.type().isRead() ? Match.FITS : Match.OTHER_TYPE;
  }

  /** One whole number; a model that was turned to halves as a whole has its counters in halves. */
  private static boolean isCounter(StoredTensor tensor) {
    return tensor.elements() == 1
        && (tensor.type().isWhole() || tensor.name().endsWith("." + COUNTER));
  }

  /** Those that do not fit. */
  public List<Line> misfits() {
    return lines.stream().filter(line -> !line.misfit().isEmpty()).toList();
  }

  /** How many lines have come to that. */
  public long count(Match match) {
    return lines.stream().filter(line -> line.match == match).count();
  }

  /** The types of what fits, but for float32, which is kept as it is. */
  public List<NumberType> widened() {
    return lines.stream().filter(line -> line.match == Match.FITS).map(line -> line.found().type())
        .filter(type -> type != NumberType.F32).distinct().sorted().toList();
  }

  /**
   * The tensors that fit, under the names of the parameters.
   *
   * @param file that the tensors are of
   * @throws MalformedSafetensors if a number is beyond float32
   */
  public Map<String, Tensor> read(SafetensorsFile file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    lines.stream().filter(line -> line.match == Match.FITS)
        .forEach(line -> tensors.put(line.wanted().name(), file.tensor(line.found())));
    return tensors;
  }
}
