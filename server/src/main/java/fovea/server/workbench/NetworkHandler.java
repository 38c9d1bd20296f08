package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.server.http.Attachment;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Session;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.web.Words;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.Loaded;
import fovea.web.workbench.Typed;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One network: show it, change its name, the shape of its picture or its seed, take it along. */
final class NetworkHandler {

  /** A page that opens may take a moment longer than an edit, and shows maps from the start. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  /** In the address of a page that is to say what a file has brought. */
  static final String LOADED = "loaded";

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Changes changes;
  private final Answers answers;

  NetworkHandler(OpenNetworks networks, NetworkRuns runs, Changes changes, Answers answers) {
    this.networks = networks;
    this.runs = runs;
    this.changes = changes;
    this.answers = answers;
  }

  /** {@code ?layer=&map=&y=&x=}: the page, or for htmx the chosen layer. */
  void show(Context context) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = kept(context);
    Chosen chosen = Looks.at(context, kept.network());
    OpenNetworks.Opened opened = networks.open(owner, kept);
    if (Answers.wantsFragments(context)) {
      answers.chosen(context, networks.view(opened), chosen);
    } else {
      runs.runByItself(opened, PATIENCE);
      answers.page(context, networks.view(opened), chosen, said(context, kept));
    }
  }

  /** What a file has brought, as long as nothing came behind it. */
  private static String said(Context context, KeptNetwork kept) {
    return kept.version().what().equals(Change.LOADED) && context.queryParam(LOADED) != null
        ? Loaded.parse(kept.version().subject()).sentence(Answers.visit(context).words())
        : "";
  }

  /** {@code name}, or {@code shape} and {@code seed}. */
  void edit(Context context) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = kept(context);
    Form form = Form.of(context);
    Optional<String> name = form.text("name").map(String::strip);
    if (name.isPresent()) {
      String layer = Looks.at(context, kept.network()).layer();
      changes.make(context, kept, new Edit.Rename(name.get()), layer);
      return;
    }
    String shape = form.text("shape").orElse("");
    String seed = form.text("seed").orElse("" + kept.seed()).strip();
    Optional<Shape.Maps> input = shape(shape);
    Map<String, String> errors = errors(input, seed, Answers.visit(context).words());
    if (!errors.isEmpty()) {
      Typed typed = new Typed(Map.of("shape", shape, "seed", seed), errors);
      answers.wrong(context, networks.view(networks.open(owner, kept)), Node.INPUT, typed);
      return;
    }
    changes.make(context, kept,
        new Change.Input(input.orElseThrow(), Long.parseLong(seed)), Node.INPUT);
  }

  private static Map<String, String> errors(
      Optional<Shape.Maps> input, String seed, Words words) {
    Map<String, String> errors = new HashMap<>();
    if (input.isEmpty()) {
      errors.put("shape", words.say("field.shape.wrong"));
    }
    if (!seed.matches("\\d{1,18}")) {
      errors.put("seed", words.say("field.seed.wrong"));
    }
    return errors;
  }

  private static Optional<Shape.Maps> shape(String text) {
    List<String> numbers = Arrays.stream(text.strip().split("\\s*[x×,;]\\s*|\\s+", -1)).toList();
    boolean three = numbers.size() == 3
        && numbers.stream().allMatch(number -> number.matches("\\d{1,9}"));
    return three
        ? Optional.of(new Shape.Maps(Integer.parseInt(numbers.get(0)),
            Integer.parseInt(numbers.get(1)), Integer.parseInt(numbers.get(2))))
        : Optional.empty();
  }

  /** The document as a file to download. */
  void document(Context context) {
    KeptNetwork kept = kept(context);
    context.header("Content-Disposition", Attachment.of(kept.network().name(), ".json"))
        .contentType("application/json; charset=utf-8")
        .result(NetworkDocument.write(kept.network()));
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(Session.of(context).owner(), context.pathParam("network"));
  }
}
