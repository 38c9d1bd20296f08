package fovea.web.compare;

import fovea.engine.zoo.Contrasts;
import fovea.engine.zoo.Zoo;
import fovea.web.Words;
import fovea.web.compare.CompareView.ChoiceView;
import fovea.web.compare.CompareView.Group;
import fovea.web.workbench.FieldView.Choice;
import fovea.web.workbench.VersionsPresenter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a visitor can lay beside each other.
 *
 * @param mine the visitor's networks, names by words
 * @param histories earlier versions of the networks that are compared
 * @param builtIn the names of the pictures that Fovea has drawn
 */
public record Choosing(Map<String, String> mine, List<History> histories, List<String> builtIn) {

  public Choosing {
    mine = new LinkedHashMap<>(mine);
    histories = List.copyOf(histories);
  }

  /** The versions of a network but for the one that it stands at. */
  public record History(String id, String name, List<VersionsPresenter.Kept> versions) {}

  ChoiceView view(Words words, String left, String right, String picture) {
    return new ChoiceView(groups(words, left), groups(words, right), pictures(words, picture),
        left.isEmpty() || right.isEmpty() ? "" : "/compare?left=" + right + "&right=" + left);
  }

  private List<Group> groups(Words words, String chosen) {
    List<Group> groups = new ArrayList<>();
    groups.add(group(words.say("compare.mine"), mine, chosen));
    for (History history : histories) {
      Map<String, String> versions = new LinkedHashMap<>();
      new VersionsPresenter(words).of("", 0, history.versions).versions().forEach(
          line -> versions.put(history.id + "@" + line.number(),
              words.say("compare.version", line.what(), line.when())));
      groups.add(group(words.say("compare.history", history.name), versions, chosen));
    }
    Map<String, String> contrasts = new LinkedHashMap<>();
    Contrasts.names().forEach(
        name -> contrasts.put("example:" + name, Contrasts.network(name).name()));
    groups.add(group(words.say("compare.contrasts"), contrasts, chosen));
    Map<String, String> zoo = new LinkedHashMap<>();
    Zoo.entries().forEach(entry -> zoo.put("zoo:" + entry.name(), entry.title()));
    groups.add(group(words.say("compare.zoo"), zoo, chosen));
    groups.removeIf(group -> group.networks().isEmpty());
    return groups;
  }

  private static Group group(String label, Map<String, String> names, String chosen) {
    return new Group(label, names.entrySet().stream()
        .map(entry -> new Choice(entry.getKey(), entry.getValue(), entry.getKey().equals(chosen)))
        .toList());
  }

  private List<Choice> pictures(Words words, String chosen) {
    List<Choice> pictures = new ArrayList<>();
    pictures.add(new Choice("", words.say("compare.picture.own"), chosen.isEmpty()));
    builtIn.forEach(name -> pictures.add(new Choice("builtin:" + name,
        words.say("picture.builtin." + name), chosen.equals("builtin:" + name))));
    return pictures;
  }
}
