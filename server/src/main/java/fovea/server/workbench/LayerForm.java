package fovea.server.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Form;
import fovea.web.Words;
import fovea.web.workbench.Typed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer's form says: the layer as it shall be, or what could not be understood. Numbers that
 * are understood but illegal make a layer like any other; the reading tells what is wrong with it.
 */
sealed interface LayerForm {

  /** The layer as it shall be. */
  record Understood(Node node) implements LayerForm {}

  /** Some fields make no sense. */
  record NotUnderstood(Typed typed) implements LayerForm {}

  /** Reads the form of a node; what it does not name stays as it is. */
  static LayerForm of(Network network, Node node, Form form, Words words) {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> errors = new HashMap<>();
    Map<String, Object> values = new HashMap<>();
    for (LayerArgument argument : LayerType.of(node.layer()).arguments()) {
      List<String> sent = form.texts(argument.name());
      if (!sent.isEmpty()) {
        // A switch sends "false" always and "true" behind it when it is on.
        String text = sent.getLast();
        texts.put(argument.name(), text);
        try {
          values.put(argument.name(), argument.parse(text));
        } catch (IllegalArgumentException notUnderstood) {
          errors.put(argument.name(), wanted(argument, words)
              .orElse(String.valueOf(notUnderstood.getMessage())));
        }
      }
    }
    String id = form.text("id").map(String::strip).orElse(node.id());
    texts.put("id", id);
    idError(network, node, id, words).ifPresent(error -> errors.put("id", error));
    if (!errors.isEmpty()) {
      return new NotUnderstood(new Typed(texts, errors));
    }
    Layer layer = LayerType.with(node.layer(), values);
    return new Understood(new Node(id, inputs(node, form), layer));
  }

  /** What can be typed there, as the field's own hint says it. */
  private static Optional<String> wanted(LayerArgument argument, Words words) {
    return words.find("field." + argument.kind().name().toLowerCase(Locale.ROOT))
        .map(hint -> words.say("field.must_be", hint));
  }

  private static Optional<String> idError(Network network, Node node, String id, Words words) {
    if (!Node.isId(id)) {
      return Optional.of(words.say("field.id.wrong"));
    }
    boolean taken = !id.equals(node.id()) && network.indexOf(id) >= 0;
    return taken ? Optional.of(words.say("field.id.taken")) : Optional.empty();
  }

  private static List<String> inputs(Node node, Form form) {
    List<String> sent = form.texts("inputs");
    return sent.isEmpty()
        ? node.inputs()
        : sent.stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
  }
}
