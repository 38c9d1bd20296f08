package fovea.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.OGNLVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * Follows paths through records such as {@code view.place().address()}, of which templates consist but
 * for a few expressions. Thymeleaf's interpreter, who gets those few, asks about permissions at every
 * step, which was a third of the time of a page. For many threads.
 */
final class RecordPaths implements IStandardVariableExpressionEvaluator {

  private static final Pattern PATH = Pattern.compile("[a-z]\\w*(\\.\\w+\\(\\))+");

  private static final ClassValue<Map<String, Method>> METHODS = new ClassValue<>() {
    @Override
    protected Map<String, Method> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  };

  private final IStandardVariableExpressionEvaluator interpreter = new OGNLVariableExpressionEvaluator(
      true);

  /** The names on each path; none for what is no path. */
  private final Map<String, List<String>> paths = new ConcurrentHashMap<>();

  @Override
  public @Nullable Object evaluate(
      IExpressionContext context, IStandardVariableExpression expression,
      StandardExpressionExecutionContext execution) {
    List<String> names = paths.computeIfAbsent(expression.getExpression(), RecordPaths::names);
    if (names.isEmpty() || expression.getUseSelectionAsRoot()
        || execution.getPerformTypeConversion()) {
      return interpreter.evaluate(context, expression, execution);
    }
    Object value = context.getVariable(names.getFirst());
    for (String name : names.subList(1, names.size())) {
      if (value == null) {
        throw new IllegalArgumentException(
            "nothing to ask for " + name + " in ${" + expression.getExpression() + "}");
      }
      value = ask(value, name);
    }
    return value;
  }

  private static List<String> names(String expression) {
    return PATH.matcher(expression).matches()
        ? Arrays.stream(expression.split("\\.")).map(name -> name.replace("()", "")).toList()
        : List.of();
  }

  private static @Nullable Object ask(Object value, String name) {
    Class<?> type = value.getClass();
    try {
      return METHODS.get(type).computeIfAbsent(name, _ -> method(type, name)).invoke(value);
    } catch (InvocationTargetException failed) {
      throw new IllegalStateException(
          name + " of " + type.getSimpleName() + " failed", failed.getCause());
    } catch (IllegalAccessException hidden) {
      throw new IllegalArgumentException(name + " of " + type + " is not public", hidden);
    }
  }

  /** A list, say, is of a hidden class: what it can do is found at the public ones above it. */
  private static Method method(Class<?> type, String name) {
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      if (Modifier.isPublic(above.getModifiers())) {
        try {
          return above.getMethod(name);
        } catch (NoSuchMethodException goOn) {
          break;
        }
      }
    }
    return Arrays.stream(type.getInterfaces())
        .flatMap(shown -> Arrays.stream(shown.getMethods()))
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(type + " has no " + name + "()"));
  }
}
