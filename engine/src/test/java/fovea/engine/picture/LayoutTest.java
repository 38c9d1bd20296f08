package fovea.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.network.Network;
import fovea.engine.picture.Layout.Card;
import fovea.engine.picture.Layout.Wire;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final Folding ALL = new Folding(3, Set.of());

  @Test
  void theLargestNetworksOpenReadably() {
    for (String name : List.of("resnet152", "densenet201", "vgg19", "resnet50")) {
      int cards = layout(Zoo.network(name), Folding.UNTOUCHED).cards().size();
      assertTrue(cards <= 31, name + " opens with " + cards + " cards");
    }
    assertEquals(14, layout(Zoo.network("tinyvgg"), Folding.UNTOUCHED).cards().size());
  }

  @Test
  void groupsOfOneModuleAreToldApartByTheirNumbers() {
    assertEquals(List.of("features.0–4", "features.5–9", "features.10–16"), names("vgg16"));
    assertEquals(List.of("layer1", "layer2", "layer3"), names("resnet50"));
  }

  private static List<String> names(String zoo) {
    return layout(Zoo.network(zoo), Folding.UNTOUCHED).cards().stream().map(Card::group)
        .filter(Objects::nonNull).map(Layout.Group::name).limit(3).toList();
  }

  @Test
  void cardsNeverCoverEachOtherAndWiresGoForward() {
    RandomNetworks.legal(200).forEach(network -> isSound(layout(network, ALL)));
    for (Zoo.Entry entry : Zoo.entries()) {
      isSound(layout(Zoo.network(entry.name()), ALL));
      isSound(layout(Zoo.network(entry.name()), Folding.UNTOUCHED));
    }
  }

  private static void isSound(Layout layout) {
    Set<String> places = new HashSet<>();
    for (Card card : layout.cards()) {
      assertTrue(places.add(card.x() + "," + card.y()), card.id() + " covers another");
      assertTrue(card.x() + Layout.CARD_WIDTH <= layout.width());
      assertTrue(card.y() + Layout.BODY_HEIGHT <= layout.height());
    }
    Map<String, Integer> lefts = layout.cards().stream()
        .collect(Collectors.toMap(Card::id, Card::x));
    for (Wire wire : layout.wires()) {
      int from = lefts.getOrDefault(wire.from(), Integer.MAX_VALUE);
      assertTrue(from < lefts.getOrDefault(wire.to(), 0), wire.toString());
    }
  }

  @Test
  void aShortcutIsAnArcAndBranchesHaveLanes() {
    Layout resnet = layout(Zoo.network("resnet18"), ALL);
    assertTrue(resnet.wires().stream().anyMatch(wire -> wire.isArc()
        && wire.from().equals("layer1.0.relu_1") && wire.to().equals("add_1")));
    assertEquals(2, resnet.lanes(), "the downsampling branch has a lane of its own");
    Layout inception = layout(Zoo.network("googlenet"), ALL);
    assertEquals(4, inception.lanes());
  }

  @Test
  void aGroupIsTurnedByItsWordAndTheWordSurvivesAnAddress() {
    Network network = Zoo.network("resnet50");
    Layout folded = layout(network, Folding.UNTOUCHED);
    Layout.Group stage = folded.cards().stream().map(Card::group)
        .filter(group -> group != null && group.kind() == Part.Kind.RESIDUAL_STAGE)
        .findFirst().orElseThrow();
    assertEquals("layer1", stage.name());
    assertEquals(3, stage.parts());
    Folding opened = Folding.parse(Folding.UNTOUCHED.turning(stage.word()).text());
    Layout open = layout(network, opened);
    assertEquals(folded.cards().size() + 2, open.cards().size());
    assertEquals(stage.word(), open.bands().getFirst().group().word());
    assertEquals(Folding.UNTOUCHED, opened.turning(stage.word()));
    assertNotEquals(opened, Folding.parse("2"));
    assertEquals(Folding.UNTOUCHED, Folding.parse("no~<sense>!9"));
  }

  private static Layout layout(Network network, Folding folding) {
    return Layout.of(NetworkReading.of(network), folding);
  }
}
