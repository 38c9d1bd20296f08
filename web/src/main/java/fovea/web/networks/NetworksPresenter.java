package fovea.web.networks;

import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.trained.Trained;
import fovea.engine.zoo.Zoo;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.compare.Ready;
import fovea.web.networks.NetworksView.Bar;
import fovea.web.networks.NetworksView.Card;
import fovea.web.networks.NetworksView.Family;
import fovea.web.networks.NetworksView.Mine;
import fovea.web.networks.NetworksView.Networks;
import fovea.web.networks.NetworksView.Row;
import fovea.web.networks.NetworksView.Space;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the page of networks; the figures of the zoo are the engine's, read once. */
public final class NetworksPresenter {

  /** Readings of all networks with their formulas would take 10 MB for good. */
  private static final Map<String, Figures> FIGURES = new ConcurrentHashMap<>();

  private final Words words;

  public NetworksPresenter(Words words) {
    this.words = words;
  }

  /** The page for a visitor who keeps these networks and has just deleted that one, if any. */
  public NetworksView of(Networks networks, @Nullable String deleted) {
    return of(networks, deleted, "", "");
  }

  /** The same with a document that was typed there, and why it is none. */
  public NetworksView of(Networks networks, String document, String refusal) {
    return of(networks, null, document, refusal);
  }

  private NetworksView of(
      Networks networks, @Nullable String justNow, String document, String refusal) {
    List<Row> deleted = rows(networks.deleted(), "networks.deleted.at");
    Row said = deleted.stream().filter(row -> row.address().equals("/networks/" + justNow))
        .findFirst().orElse(null);
    Map<String, List<Card>> families = new LinkedHashMap<>();
    families.put(words.say("zoo.family.trained"), Trained.ALL.stream().map(this::card).toList());
    for (Zoo.Entry entry : Zoo.entries()) {
      families.computeIfAbsent(family(entry), _ -> new ArrayList<>()).add(card(entry));
    }
    List<Family> zoo = new ArrayList<>();
    families.forEach((name, cards) -> zoo.add(new Family(name, cards)));
    return new NetworksView(
        rows(networks.mine(), "networks.changed"), space(networks), deleted, said,
        Ready.links(words, "", ""), zoo,
        document, refusal);
  }

  private Space space(Networks networks) {
    return new Space(
        words.say("networks.space", words.numbers().bytes(networks.bytes()),
            words.numbers().bytes(networks.mostBytes())),
        Math.round(100.0 * networks.bytes() / networks.mostBytes()));
  }

  private List<Row> rows(List<Mine> networks, String key) {
    DateTimeFormatter dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(words.locale()).withZone(ZoneOffset.UTC);
    return networks.stream()
        .map(kept -> new Row(
            "/networks/" + kept.id(), kept.name(), words.say(key, dates.format(kept.at()))))
        .toList();
  }

  /** Most are called by a name that is the same in every language. */
  private String family(Zoo.Entry entry) {
    return words.find("zoo.family." + entry.family().replace(' ', '_')).orElse(entry.family());
  }

  private Card card(Zoo.Entry entry) {
    return card("zoo", entry.name(), entry.title(),
        words.say("networks.paper", entry.paper(), entry.year()), words.say("zoo." + entry.name()),
        FIGURES.computeIfAbsent(entry.name(), name -> Figures.of(Zoo.network(name))));
  }

  private Card card(Trained trained) {
    String key = "trained." + trained.name();
    return card("trained", trained.name(), words.say(key), words.say("trained.paper"),
        words.say(key + ".note"),
        FIGURES.computeIfAbsent(key, _ -> Figures.of(trained.network())));
  }

  private Card card(String field, String name, String title, String paper, String description,
      Figures figures) {
    Numbers numbers = words.numbers();
    return new Card(field, name, title, paper, description, numbers.whole(figures.layers),
        numbers.scaled(figures.parameters), numbers.scaled(figures.macs), figures.input,
        figures.sketch);
  }

  /** What a card says of a network. */
  private record Figures(int layers, long parameters, long macs, String input, List<Bar> sketch) {

    static Figures of(Network network) {
      NetworkReading reading = NetworkReading.of(network);
      return new Figures(reading.layers().size(), reading.totals().parameters(),
          reading.totals().macs(), network.input().toString(), Sketch.of(reading));
    }
  }
}
