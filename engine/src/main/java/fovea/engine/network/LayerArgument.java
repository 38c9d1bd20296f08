package fovea.engine.network;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a layer type, under PyTorch's name: what kind of value it takes, which of them are
 * legal, and how they are written in documents and forms.
 */
public final class LayerArgument {

  /** The kinds of value; a pair may be written as one number. */
  public enum Kind {
    INTEGER("a whole number"), PAIR("a whole number or a pair such as [3, 5]"), SIDES(
        "a whole number or a pair such as [null, 7], where null keeps what there is"), PADDING(
            "a whole number, a pair such as [1, 2], \"same\" or \"valid\""), NUMBER(
                "a number"), BOOLEAN("true or false"), CHOICE("one of the listed words");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  private final RecordComponent component;
  private final Argument rules;
  private final String name;
  private final Kind kind;

  LayerArgument(RecordComponent component) {
    this.component = component;
    this.rules = component.getAnnotation(Argument.class);
    this.name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    this.kind = kindOf(component.getType());
  }

  private static Kind kindOf(Class<?> type) {
    if (type == int.class) {
      return Kind.INTEGER;
    } else if (type == double.class) {
      return Kind.NUMBER;
    } else if (type == boolean.class) {
      return Kind.BOOLEAN;
    } else if (type == Pair.class) {
      return Kind.PAIR;
    } else if (type == OutputSize.class) {
      return Kind.SIDES;
    } else if (type == Padding.class) {
      return Kind.PADDING;
    } else if (type.isEnum()) {
      return Kind.CHOICE;
    }
    throw new IllegalStateException("no kind of argument is a " + type.getName());
  }

  /** PyTorch's name, such as {@code kernel_size}. */
  public String name() {
    return name;
  }

  /** What sort of value it takes. */
  public Kind kind() {
    return kind;
  }

  /** The smallest legal value, on either axis of a pair. */
  public double min() {
    return rules.min();
  }

  /** The largest legal value. */
  public double max() {
    return rules.max();
  }

  /** Whether a document must name it. */
  public boolean isRequired() {
    return rules.byDefault().isEmpty();
  }

  /** The words a choice has, lower case as in PyTorch; empty for other kinds. */
  public List<String> choices() {
    return kind == Kind.CHOICE
        ? Arrays.stream(component.getType().getEnumConstants()).map(LayerArgument::word).toList()
        : List.of();
  }

  /** What this argument is in that layer: Integer, Double, Boolean, {@link Pair}, {@link OutputSize}, {@link Padding} or an enum. */
  public Object of(Layer layer) {
    try {
      return component.getAccessor().invoke(layer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " of " + layer + " cannot be read", e);
    }
  }

  /** Its default in that layer, where a pool's kernel stands in for its stride; empty if required. */
  public Optional<Object> defaultIn(Layer layer) {
    LayerType type = LayerType.of(layer);
    return isRequired()
        ? Optional.empty()
        : Optional.of(byDefault(other -> type.argument(other).of(layer)));
  }

  /** Whether that layer has the default here, so that a document may leave it out. */
  public boolean isDefault(Layer layer) {
    return defaultIn(layer).equals(Optional.of(of(layer)));
  }

  /** The default, where an earlier argument may stand in for it. */
  Object byDefault(java.util.function.Function<String, Object> earlier) {
    String written = rules.byDefault();
    return kind == Kind.PAIR && !Character.isDigit(written.charAt(0))
        ? earlier.apply(written)
        : parse(written);
  }

  /** What is illegal about this argument in that layer by itself, as "≥ 1"; empty if nothing. */
  public Optional<String> broken(Layer layer) {
    Object value = of(layer);
    boolean low = smallest(value) < min();
    boolean high = smallest(value) > max();
    if (Double.isNaN(smallest(value))) {
      return Optional.of("a number");
    }
    return low
        ? Optional.of("≥ " + trimmed(min()))
        : high ? Optional.of("≤ " + trimmed(max())) : Optional.empty();
  }

  private double smallest(Object value) {
    return switch (value) {
      case Integer number -> number;
      case Double number -> number;
      case Pair pair -> Math.min(pair.height(), pair.width());
      case Padding.Explicit(Pair pair) -> Math.min(pair.height(), pair.width());
      case OutputSize(Integer height, Integer width) ->
        Math.min(height == null ? min() : height, width == null ? min() : width);
      default -> min();
    };
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /**
   * The value that people typed: {@code 3}, {@code 3x5}, {@code 3, 5}, {@code None, 7}, {@code same},
   * {@code true}.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed it
   */
  public Object parse(String text) {
    String trimmed = text.strip();
    return switch (kind) {
      case BOOLEAN ->
        read(trimmed.matches("true|false") ? (Object) trimmed.equals("true") : trimmed);
      case CHOICE -> read(trimmed);
      case PADDING -> read(trimmed.matches("same|valid") ? trimmed : numbers(trimmed));
      case INTEGER, PAIR, SIDES, NUMBER -> read(numbers(trimmed));
    };
  }

  private Object numbers(String text) {
    String[] parts = text.replaceAll("[\\[\\]()]", "").strip().split("\\s*[x×,;]\\s*|\\s+", -1);
    try {
      List<@Nullable Number> numbers = new ArrayList<>();
      for (String part : parts) {
        numbers.add(kind == Kind.SIDES && part.matches("(?i)none|null") ? null : number(part));
      }
      Number first = numbers.getFirst();
      return parts.length == 1 && first != null ? first : numbers;
    } catch (NumberFormatException e) {
      throw wrong("\"" + text + "\"");
    }
  }

  private static Number number(String text) {
    if (text.matches("[+-]?\\d{1,18}")) {
      return Long.parseLong(text);
    }
    return Double.parseDouble(text);
  }

  /**
   * The value that a document holds.
   *
   * @param plain a Number, Boolean, String or a List of them
   * @throws IllegalArgumentException with a sentence that names the argument and what it takes
   */
  public Object read(Object plain) {
    return switch (kind) {
      case INTEGER -> integer(plain);
      case PAIR -> pair(plain);
      case SIDES -> sides(plain);
      case PADDING -> padding(plain);
      case NUMBER -> plain instanceof Number number && Double.isFinite(number.doubleValue())
          ? (Object) number.doubleValue()
          : refuse(plain);
      case BOOLEAN -> plain instanceof Boolean ? plain : refuse(plain);
      case CHOICE ->
        Arrays.stream(component.getType().getEnumConstants())
            .filter(constant -> word(constant).equals(plain))
            .findFirst()
            .orElseThrow(() -> wrong(quoted(plain)));
    };
  }

  private Integer integer(Object plain) {
    if (plain instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
      if (Math.abs(number.doubleValue()) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            name + " may be at most " + Integer.MAX_VALUE + ", found " + plain);
      }
      return number.intValue();
    }
    throw wrong(quoted(plain));
  }

  private Pair pair(Object plain) {
    if (plain instanceof List<?> list && (list.size() == 1 || list.size() == 2)) {
      // A list of one is that number for both axes, as in PyTorch.
      return new Pair(integer(present(list.getFirst())), integer(present(list.getLast())));
    }
    return Pair.of(integer(plain));
  }

  private Padding padding(Object plain) {
    if (plain.equals("same")) {
      return new Padding.Same();
    }
    return new Padding.Explicit(plain.equals("valid") ? Pair.of(0) : pair(plain));
  }

  private OutputSize sides(Object plain) {
    if (plain instanceof List<?> list && list.size() == 2) {
      return new OutputSize(side(list.get(0)), side(list.get(1)));
    }
    Pair both = pair(plain);
    return new OutputSize(both.height(), both.width());
  }

  private @Nullable Integer side(@Nullable Object plain) {
    return plain == null ? null : integer(plain);
  }

  private Object present(@Nullable Object element) {
    if (element == null) {
      throw wrong("null");
    }
    return element;
  }

  private Object refuse(Object plain) {
    throw wrong(quoted(plain));
  }

  private static String quoted(Object plain) {
    return plain instanceof String ? "\"" + plain + "\"" : plain.toString();
  }

  /** The refusal of what was found in place of a value, in a sentence. */
  IllegalArgumentException wrong(String found) {
    String wanted = kind == Kind.CHOICE
        ? "one of " + String.join(", ", choices())
        : kind.description;
    return new IllegalArgumentException(
        name + " must be " + wanted + ", found " + found + Spelling.advice(this, found));
  }

  /** The value as a document writes it: a Number, Boolean, String or a List of two. */
  public static Object plain(Object value) {
    return switch (value) {
      case Pair(int height, int width) -> height == width ? height : List.of(height, width);
      case OutputSize(Integer height, Integer width) ->
        height != null && height.equals(width) ? height : Arrays.asList(height, width);
      case Padding.Explicit(Pair cells) -> plain(cells);
      case Padding.Same same -> same.toString();
      case Enum<?> constant -> word(constant);
      default -> value;
    };
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
