package fovea.web.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.picture.Folding;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Oddity;
import fovea.engine.reading.OddityReading;
import fovea.engine.reading.Problem;
import fovea.web.Pages;
import fovea.web.Unheard;
import fovea.web.Visit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a page says in another language is all in that language, whatever is wrong or odd. */
class TranslatedPagesTest {

  private static final Pages PAGES = new Pages("/static");
  private static final Visit VISIT = Unheard.visit();

  /** One network for each problem, fault of wiring and requirement that there is. */
  private static final List<String> BROKEN = List.of(
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 0, 'kernel_size': 3}",
      "{'id': 'A', 'type': 'Dropout', 'p': 1.5}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3, 'stride': 2, 'padding': 'same'}",
      "{'id': 'A', 'type': 'ConvTranspose2d', 'out_channels': 4, 'kernel_size': 3, 'output_padding': 3}",
      "{'id': 'A', 'type': 'Linear', 'out_features': 4}",
      "{'id': 'F', 'type': 'Flatten'}, {'id': 'A', 'type': 'MaxPool2d', 'kernel_size': 2}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': [19, 3]}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': [3, 19]}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3, 'groups': 3}",
      "{'id': 'A', 'type': 'MaxPool2d', 'kernel_size': 3, 'padding': 2}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 19, 'padding': 9, 'padding_mode': 'reflect'}",
      "{'id': 'C', 'type': 'MaxPool2d', 'kernel_size': 2}, {'id': 'A', 'type': 'Add', 'inputs': ['C', 'input']}",
      "{'id': 'C', 'type': 'MaxPool2d', 'kernel_size': 2}, {'id': 'A', 'type': 'Concat', 'inputs': ['C', 'input']}",
      "{'id': 'A', 'type': 'ReLU', 'inputs': ['B']}",
      "{'id': 'A', 'type': 'ReLU', 'inputs': ['B']}, {'id': 'B', 'type': 'ReLU'}",
      "{'id': 'A', 'type': 'Add', 'inputs': ['input']}",
      "{'id': 'A', 'type': 'ReLU'}, {'id': 'A', 'type': 'ReLU'}",
      "{'id': 'U', 'type': 'Upsample', 'scale_factor': 60000}, {'id': 'A', 'type': 'Upsample', 'scale_factor': 60000}");

  private static final List<String> ODD = List.of(
      "{'id': 'A', 'type': 'MaxPool2d', 'kernel_size': 2}",
      "{'id': 'A', 'type': 'MaxPool2d', 'kernel_size': 2, 'stride': 3}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3, 'padding': 3}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 7}, "
          + "{'id': 'B', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 7, 'padding': 3}",
      "{'id': 'N', 'type': 'BatchNorm2d'}, {'id': 'R', 'type': 'ReLU'}, "
          + "{'id': 'F', 'type': 'Flatten'}, {'id': 'A', 'type': 'Linear', 'out_features': 100}",
      "{'id': 'A', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3}, {'id': 'B', 'type': 'BatchNorm2d'}",
      "{'id': 'A', 'type': 'ReLU'}, {'id': 'B', 'type': 'ReLU'}",
      "{'id': 'F', 'type': 'Flatten'}, {'id': 'A', 'type': 'Linear', 'out_features': 4}, "
          + "{'id': 'B', 'type': 'Linear', 'out_features': 4}",
      "{'id': 'A', 'type': 'MaxPool2d', 'kernel_size': 1}",
      "{'id': 'A', 'type': 'AdaptiveAvgPool2d', 'output_size': 20}, {'id': 'F', 'type': 'Flatten'}, "
          + "{'id': 'B', 'type': 'Linear', 'out_features': 4}",
      "{'id': 'A', 'type': 'ReLU'}, {'id': 'B', 'type': 'Tanh', 'inputs': ['input']}");

  private static Network network(String layers) {
    return NetworkDocument.parse(("{'name': 'N', 'input': [4, 9, 9], 'layers': [" + layers + "]}")
        .replace('\'', '"'));
  }

  @Test
  void nothingThatIsWrongWithANetworkIsSaidInEnglish() {
    Set<String> kinds = new HashSet<>();
    for (String layers : BROKEN) {
      Network network = network(layers);
      for (Problem problem : NetworkReading.of(network).problems()) {
        kinds.add(problem instanceof Problem.BadWiring wiring
            ? wiring.fault().name()
            : problem.getClass().getSimpleName());
        assertTranslated(network, problem.layer());
      }
    }
    Set<String> all = new HashSet<>();
    for (Class<?> kind : Problem.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }
    all.remove("BadWiring");
    for (Problem.BadWiring.Fault fault : Problem.BadWiring.Fault.values()) {
      all.add(fault.name());
    }
    assertEquals(all, kinds);
  }

  @Test
  void nothingThatIsOddIsSaidInEnglish() {
    Set<Oddity.Kind> kinds = new HashSet<>();
    for (String layers : ODD) {
      Network network = network(layers);
      for (Oddity oddity : OddityReading.of(NetworkReading.of(network))) {
        kinds.add(oddity.kind());
        assertTranslated(network, oddity.layer());
      }
    }
    assertEquals(Set.of(Oddity.Kind.values()), kinds);
  }

  @Test
  void noLayerIsExplainedInEnglish() {
    for (LayerType type : LayerType.all()) {
      for (String arguments : List.of("", ", 'ceil_mode': true, 'kernel_size': 2, 'stride': 3",
          ", 'kernel_size': [2, 3], 'dilation': [1, 2], 'stride': 2",
          ", 'groups': 4, 'bias': false, 'padding': 'same', 'padding_mode': 'circular'")) {
        String required = ", 'out_channels': 4, 'kernel_size': 2, 'out_features': 3, 'output_size': 2,"
            + " 'scale_factor': 2";
        boolean samePadding = type.arguments().stream()
            .anyMatch(argument -> argument.kind() == LayerArgument.Kind.PADDING);
        assertTranslated(network(type, (samePadding
            ? arguments
            : arguments.replace("'same'", "1")) + required), "A");
      }
    }
  }

  /** A layer of that type with those of the arguments that it has, the first of each name. */
  private static Network network(LayerType type, String arguments) {
    Set<String> named = new HashSet<>();
    StringBuilder taken = new StringBuilder();
    for (String argument : arguments.split(", (?=')", -1)) {
      String name = argument.replaceAll("^'(\\w+)'.*", "$1").strip();
      if (type.arguments().stream().anyMatch(it -> it.name().equals(name)) && named.add(name)) {
        taken.append(", ").append(argument.strip().replaceAll(",$", ""));
      }
    }
    String flat = type.name().equals("Linear") || type.name().equals("Softmax")
        ? "{'id': 'F', 'type': 'Flatten'}, "
        : "";
    boolean merges = List.of("Add", "Multiply", "Concat").contains(type.name());
    return network(flat + "{'id': 'A', 'type': '" + type.name() + "'" + taken
        + (merges ? ", 'inputs': ['input', 'input']" : "") + "}");
  }

  private static void assertTranslated(Network network, String layer) {
    OpenNetwork open = NetworkReading.of(network).isLegal()
        ? Networks.run(network)
        : Networks.opened(network);
    WorkbenchView view = new WorkbenchPresenter(VISIT.words(), Networks.CHOICES,
        Folding.UNTOUCHED).page(open, Chosen.layer(layer), Typed.FINE);
    Set<String> english = new TreeSet<>(
        Unheard.english(PAGES.html("workbench", view, VISIT), "A1", "input", "English",
            "textbook"));
    assertEquals(Set.of(), english, network.nodes() + " at " + layer);
  }
}
