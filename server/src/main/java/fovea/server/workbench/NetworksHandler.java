package fovea.server.workbench;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.MalformedDocument;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.trained.Trained;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.http.Upload;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.NetworkSummary;
import fovea.server.storage.SpaceStore;
import fovea.web.Words;
import fovea.web.networks.NetworksPresenter;
import fovea.web.networks.NetworksView.Mine;
import fovea.web.networks.NetworksView.Networks;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/** A visitor's networks: list them, start new ones, open what a link holds, delete. */
final class NetworksHandler {

  private static final Shape.Maps BLANK_INPUT = new Shape.Maps(3, 64, 64);

  /** Deep enough to see more than a pixel, large enough to know the picture again. */
  private static final String STARTER_LAYER = "conv_2_2";

  /** Small enough to be read at a glance, with arguments of each kind. */
  private static final String EXAMPLE = """
      {"name": "tiny", "input": [3, 64, 64], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "padding": "same"},
        {"id": "relu1", "type": "ReLU"},
        {"id": "pool1", "type": "MaxPool2d", "kernel_size": [2, 2]},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 10}
      ]}
      """;

  private final NetworkStore store;
  private final SpaceStore space;
  private final Starter starter;
  private final BuiltInPictures builtIn;
  private final Answers answers;

  NetworksHandler(
      NetworkStore store, SpaceStore space, Starter starter,
      BuiltInPictures builtIn, Answers answers) {
    this.store = store;
    this.space = space;
    this.starter = starter;
    this.builtIn = builtIn;
    this.answers = answers;
  }

  /** To the network that was changed last; newcomers get one, so that no page is ever empty. */
  void home(Context context) {
    Owner owner = Session.of(context).owner();
    Optional<KeptNetwork> latest = store.latest(owner);
    if (latest.isPresent()) {
      go(context, latest.get());
    } else {
      String id = starter.of(owner, Answers.visit(context).locale()).id();
      Answers.seeOther(context, sized(context, "/networks/" + id + "?layer=" + STARTER_LAYER));
    }
  }

  /** {@code ?set=}: to where the network that was changed last, or a newcomer's, learns from it. */
  void train(Context context) {
    Owner owner = Session.of(context).owner();
    String id = store.latest(owner)
        .orElseGet(() -> starter.of(owner, Answers.visit(context).locale())).id();
    String set = Objects.requireNonNullElse(context.queryParam("set"), "");
    Answers.seeOther(context, sized(context, "/networks/" + id + "/train"
        + (set.isEmpty() ? "" : "?set=" + URLEncoder.encode(set, StandardCharsets.UTF_8))));
  }

  /** The size that the way in asks for is the page's to keep. */
  private static String sized(Context context, String address) {
    return "large".equals(context.queryParam("size"))
        ? address + (address.contains("?") ? "&" : "?") + "size=large"
        : address;
  }

  /** {@code ?document=example}: the page with a small document in its form, to open or to change. */
  void list(Context context) {
    Words words = Answers.visit(context).words();
    NetworksPresenter presenter = new NetworksPresenter(words);
    answers.html(context, "networks", "example".equals(context.queryParam("document"))
        ? presenter.of(mine(context), EXAMPLE, "")
        : presenter.of(mine(context), context.queryParam("deleted")));
  }

  private Networks mine(Context context) {
    Owner owner = Session.of(context).owner();
    SpaceStore.Space taken = space.of(owner);
    return new Networks(summaries(starter.list(owner, Answers.visit(context).locale())),
        summaries(store.deleted(owner)), taken.bytes(), taken.most());
  }

  private static List<Mine> summaries(List<NetworkSummary> networks) {
    return networks.stream()
        .map(kept -> new Mine(kept.id(), kept.name(), kept.at()))
        .toList();
  }

  /** The page again, with what was typed and what is wrong about it; nothing was kept. */
  private void refuse(Context context, int status, String typed, String reason) {
    context.status(status);
    answers.html(context, "networks",
        new NetworksPresenter(Answers.visit(context).words()).of(mine(context), typed, reason));
  }

  /** {@code zoo}, {@code trained}, {@code blank}, {@code example}, or {@code document} as text or file. */
  void create(Context context) {
    Form form = Form.of(context);
    Words words = Answers.visit(context).words();
    if (form.text("example").isPresent()) {
      Answers.seeOther(context, WorkedExample.create(store,
          Session.of(context).owner(), words.say("networks.example.name")));
      return;
    }
    if (form.text("trained").isPresent()) {
      go(context, trained(Session.of(context).owner(), form.text("trained").get(), words));
      return;
    }
    if (isEmptyDocument(form)) {
      refuse(context, 400, "", words.say("networks.document.empty"));
      return;
    }
    try {
      go(context, create(Session.of(context).owner(), started(form, words)));
    } catch (MalformedDocument malformed) {
      refuse(context, 400, form.text("document").orElse(""),
          words.say("networks.document.wrong",
              words.translated(String.valueOf(malformed.getMessage()))));
    } catch (DocumentTooLarge large) {
      refuse(context, 422, "",
          words.say("networks.document.wrong",
              words.translated(String.valueOf(large.getMessage()))));
    }
  }

  /** The form for documents, sent with nothing in it. */
  private static boolean isEmptyDocument(Form form) {
    return form.text("document").isPresent() && document(form).isEmpty()
        && form.text("zoo").isEmpty() && form.text("blank").isEmpty();
  }

  private static Network started(Form form, Words words) {
    return form.text("zoo").map(NetworksHandler::fromZoo)
        .or(() -> form.text("blank").map(_ -> blank(words)))
        .or(() -> document(form).map(NetworkDocument::parse))
        .orElseThrow(() -> Refusal.malformed(
            "A network starts from \"zoo\", \"trained\", \"blank\", \"example\" or a \"document\"."));
  }

  private static Network fromZoo(String name) {
    try {
      return Zoo.network(name);
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("The zoo has no network \"" + name + "\".");
    }
  }

  private KeptNetwork trained(Owner owner, String name, Words words) {
    try {
      Trained trained = Trained.named(name);
      return store.create(
          owner, TrainedStart.state(trained, words), TrainedStart.numbers(trained));
    } catch (NoSuchElementException unknown) {
      throw Refusal.notFound("The zoo has no network \"" + name + "\".");
    }
  }

  private static Network blank(Words words) {
    return new Network(words.say("networks.blank.name"), BLANK_INPUT, List.of());
  }

  private static Optional<String> document(Form form) {
    return form.file("file").map(Upload::bytes)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .or(() -> form.text("document").filter(text -> !text.isBlank()));
  }

  /** A link that holds a whole network: the visitor gets a copy of their own. */
  void open(Context context) {
    NetworkLink link = NetworkLink.parse(context::queryParam);
    if (link.state().picture().source() instanceof PictureSource.BuiltIn(String name)
        && builtIn.picture(name).isEmpty()) {
      throw Refusal.notFound("Fovea has drawn no picture \"" + name + "\".");
    }
    go(context, store.create(Session.of(context).owner(), link.state(), link.numbers()));
  }

  void remove(Context context) {
    if (!store.delete(Session.of(context).owner(), context.pathParam("network"))) {
      throw Refusal.notFound("There is no such network, or it is not yours.");
    }
    Answers.seeOther(context, "/networks?deleted=" + context.pathParam("network"));
  }

  /** Brings a deleted one back. */
  void restore(Context context) {
    if (!store.restore(Session.of(context).owner(), context.pathParam("network"))) {
      throw Refusal.notFound("This network is not among those that you deleted.");
    }
    Answers.seeOther(context, "/networks");
  }

  /** Deletes the deleted ones for good. */
  void purge(Context context) {
    store.purge(Session.of(context).owner());
    Answers.seeOther(context, "/networks");
  }

  private KeptNetwork create(Owner owner, Network network) {
    return store.create(owner, network, 0, PictureChoice.STARTER);
  }

  private static void go(Context context, KeptNetwork kept) {
    Answers.seeOther(context, sized(context, "/networks/" + kept.id()));
  }
}
