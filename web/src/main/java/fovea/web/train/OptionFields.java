package fovea.web.train;

import fovea.web.Words;
import fovea.web.train.TrainView.Group;
import fovea.web.train.TrainView.Option;
import fovea.web.workbench.FieldView.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a training with their usual values, in the order of the page. */
final class OptionFields {

  private record Field(String group, String name, String usual, String needs,
      List<String> choices) {}

  private static final List<Field> FIELDS = List.of(
      new Field("much", "pictures", "4000", "", List.of()),
      new Field("much", "epochs", "10", "", List.of()),
      new Field("much", "batch_size", "32", "", List.of()),
      new Field("steps", "optimizer", "adam", "", List.of("sgd", "adam", "adamw")),
      new Field("steps", "lr", "sgd:0.02 adam:0.002 adamw:0.002", "", List.of()),
      new Field("steps", "momentum", "0.9", "sgd", List.of()),
      new Field("steps", "weight_decay", "sgd:0 adam:0 adamw:0.01", "", List.of()),
      new Field("steps", "schedule", "cosine", "", List.of("constant", "step", "cosine")),
      new Field("steps", "warm_up", "20", "", List.of()),
      new Field("heart", "label_smoothing", "0", "", List.of()),
      new Field("heart", "augment_shift", "0", "", List.of()),
      new Field("heart", "augment_flip", "0", "", List.of()),
      new Field("heart", "augment_turn", "0", "", List.of()),
      new Field("heart", "augment_noise", "0", "", List.of()),
      new Field("chance", "seed", "0", "", List.of()));

  private static final List<String> WHOLE = List.of(
      "pictures", "epochs", "batch_size", "warm_up", "augment_shift", "seed");

  private OptionFields() {}

  static List<Group> of(Map<String, String> given, Words words) {
    List<Group> groups = new ArrayList<>();
    for (String group : FIELDS.stream().map(Field::group).distinct().toList()) {
      groups.add(new Group(words.say("train.options." + group), FIELDS.stream()
          .filter(field -> field.group.equals(group)).map(field -> option(field, given, words))
          .toList()));
    }
    return groups;
  }

  private static Option option(Field field, Map<String, String> given, Words words) {
    String value = value(field, given);
    return new Option(field.name, words.say("train.option." + field.name), value,
        WHOLE.contains(field.name) ? "numeric" : "decimal", field.usual, field.needs,
        field.choices.stream()
            .map(choice -> new Choice(choice,
                words.say("train.option." + field.name + "." + choice), choice.equals(value)))
            .toList(),
        words.say("train.option." + field.name + ".explained"));
  }

  /** All that is sent with those given. */
  static Map<String, String> values(Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    FIELDS.forEach(field -> values.put(field.name, value(field, given)));
    return values;
  }

  private static String value(Field field, Map<String, String> given) {
    String optimizer = given.getOrDefault("optimizer", "adam");
    String usual = Arrays.stream(field.usual.split(" "))
        .filter(one -> !one.contains(":") || one.startsWith(optimizer + ":"))
        .map(one -> one.substring(one.indexOf(':') + 1)).findFirst().orElse("");
    return given.getOrDefault(field.name, usual);
  }
}
