package fovea.engine.network;

import fovea.engine.network.LayerArgument.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of layer as a schema, derived from its record: its name and its arguments in PyTorch's
 * order. Documents, forms and the checks of single arguments all work from it.
 */
public final class LayerType {

  private static final Map<String, LayerType> BY_NAME = new LinkedHashMap<>();

  static {
    records(Layer.class).forEach(type -> BY_NAME.put(type.getSimpleName(), new LayerType(type)));
  }

  private final Class<?> record;
  private final Constructor<?> constructor;
  private final List<LayerArgument> arguments;

  private LayerType(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    this.record = record;
    this.arguments = Arrays.stream(components).map(LayerArgument::new).toList();
    try {
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType)
          .toArray(Class<?>[]::new);
      this.constructor = record.getConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(record + " has no canonical constructor", e);
    }
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(LayerType::records).distinct();
  }

  /** All types, convolutions first. */
  public static Collection<LayerType> all() {
    return Collections.unmodifiableCollection(BY_NAME.values());
  }

  /** The type of that name, exactly as PyTorch writes it. */
  public static Optional<LayerType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The type of that layer. */
  public static LayerType of(Layer layer) {
    return Objects.requireNonNull(BY_NAME.get(layer.getClass().getSimpleName()));
  }

  /** PyTorch's name, such as {@code Conv2d}. */
  public String name() {
    return record.getSimpleName();
  }

  /** Its arguments, in PyTorch's order. */
  public List<LayerArgument> arguments() {
    return arguments;
  }

  /** Whether it joins two or more inputs. */
  public boolean isMerge() {
    return Layer.Merge.class.isAssignableFrom(record);
  }

  LayerArgument argument(String name) {
    return arguments.stream()
        .filter(argument -> argument.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(
                name() + " has no argument \"" + name + "\"" + choice()
                    + ForeignArgument.advice(this, name)));
  }

  private String choice() {
    return arguments.isEmpty()
        ? "; it takes none"
        : "; it takes " + String.join(", ", arguments.stream().map(LayerArgument::name).toList());
  }

  /**
   * A layer of this type with values as documents hold them; what is missing or null has its default.
   *
   * @throws IllegalArgumentException naming the unknown, missing or malformed argument
   */
  public Layer create(Map<String, ? extends @Nullable Object> plainValues) {
    plainValues.keySet().forEach(this::argument);
    Map<String, Object> values = new HashMap<>();
    for (LayerArgument argument : arguments) {
      Object plain = plainValues.get(argument.name());
      if (plain == null && argument.isRequired()) {
        throw new IllegalArgumentException(
            name() + " needs " + argument.name()
                + (argument.kind() == Kind.SIDES ? "; [null, null] keeps both sides" : ""));
      }
      if (plain == null && argument.kind() == Kind.BOOLEAN
          && plainValues.containsKey(argument.name())) {
        // PyTorch's None is no bias, ours would be the default: it has to be said which is meant.
        throw argument.wrong("null");
      }
      values.put(
          argument.name(),
          plain == null
              ? argument.byDefault(earlier -> Objects.requireNonNull(values.get(earlier)))
              : argument.read(plain));
    }
    return build(values);
  }

  /** The same layer with other typed values for some arguments. */
  public static Layer with(Layer layer, Map<String, ?> typedValues) {
    LayerType type = of(layer);
    Map<String, Object> values = new HashMap<>();
    type.arguments.forEach(argument -> values.put(argument.name(), argument.of(layer)));
    typedValues.forEach(
        (name, value) -> {
          type.argument(name);
          values.put(name, value);
        });
    return type.build(values);
  }

  private Layer build(Map<String, Object> values) {
    Object[] ordered = arguments.stream().map(argument -> values.get(argument.name())).toArray();
    try {
      return (Layer) constructor.newInstance(ordered);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(name() + " cannot be built from " + values, e);
    }
  }

  /** The arguments that differ from their defaults, as documents write them, in order. */
  public static Map<String, Object> plainValues(Layer layer) {
    LayerType type = of(layer);
    Map<String, Object> plain = new LinkedHashMap<>();
    for (LayerArgument argument : type.arguments) {
      if (!argument.isDefault(layer)) {
        plain.put(argument.name(), LayerArgument.plain(argument.of(layer)));
      }
    }
    return plain;
  }

  /** Those arguments of a layer that are illegal by themselves. */
  public static List<LayerArgument> brokenArguments(Layer layer) {
    List<LayerArgument> broken = new ArrayList<>();
    for (LayerArgument argument : of(layer).arguments) {
      if (argument.broken(layer).isPresent()) {
        broken.add(argument);
      }
    }
    return broken;
  }

  @Override
  public String toString() {
    return name();
  }
}
