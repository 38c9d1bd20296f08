package fovea.web.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.Words;
import fovea.web.train.Subject.Offer;
import fovea.web.train.TrainView.Misfit;
import fovea.web.train.TrainView.Sent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands on the page on which a network is trained: the view, and the HTML made of it. */
class TrainPresenterTest {

  private static final NetworkReading LENET = NetworkReading.of(Zoo.network("lenet5"));

  private static final Offer SHAPES = new Offer("shapes", "",
      List.of("circle", "ring", "square", "triangle", "star", "cross", "crescent", "heart"),
      List.of("/networks/7/train/pictures/training/0.png?set=shapes"), 10, "");

  private static final Offer STROKES = new Offer("strokes", "",
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), List.of(), 10, "");

  /** Of few pictures. */
  private static final Offer MINE = new Offer(
      "set:abc", "Mine", List.of("up", "down"), List.of(), 200, "");

  @Test
  void aSetOfFewPicturesIsSeenMoreOften() {
    assertEquals("10", epochs(Map.of()));
    assertEquals("200", epochs(Map.of("set", "set:abc")));
    assertEquals("7", epochs(Map.of("set", "set:abc", "epochs", "7")));
  }

  private static String epochs(Map<String, String> options) {
    return new TrainPresenter(Words.in(Locale.ENGLISH)).page(new Subject(LENET, "/networks/7", "",
        List.of(SHAPES, STROKES, MINE), options, null)).options().stream()
        .flatMap(group -> group.options().stream())
        .filter(option -> option.name().equals("epochs")).findFirst().orElseThrow().value();
  }

  @Test
  void theSetThatTheNetworkFitsIsChosenAtFirst() {
    TrainView view = view(Map.of(), null);
    assertEquals("none", view.state());
    assertTrue(view.isOpen());
    assertEquals(List.of("strokes"),
        view.sets().stream().filter(TrainView.SetView::isChosen).map(TrainView.SetView::word)
            .toList());
  }

  @Test
  void anotherNumberOfClassesIsSaidWithTheRepairThatStartsAsWell() {
    Misfit misfit = view(Map.of("set", "shapes"), null).misfits().getFirst();
    assertEquals("“Shapes” has 8 classes, and the network gives 10 numbers. It needs one for each "
        + "class.", misfit.sentence());
    assertTrue(misfit.isShown());
    assertTrue(misfit.repair().matches("Set out_features of \\w+ to 8, and start"),
        misfit.repair());
  }

  @Test
  void ratesAreUsualForTheirOptimiserUnlessTheyWereTyped() {
    assertEquals("0.002", OptionFields.values(Map.of()).get("lr"));
    assertEquals("0.02", OptionFields.values(Map.of("optimizer", "sgd")).get("lr"));
    assertEquals("0.5", OptionFields.values(Map.of("lr", "0.5")).get("lr"));
  }

  @Test
  void lostNumbersOfferATenthOfTheRateFirst() {
    TrainView view = view(Map.of("set", "strokes", "optimizer", "sgd", "lr", "3", "warm_up", "0"),
        new Subject.Progress("1", "shapes", "lost", 12, 1250, "", List.of(0, 1, 2), -1));
    assertEquals(List.of("a tenth of the rate, 0.3000", "a warm-up of 100 steps",
        "less momentum, 0.5"), view.remedies().stream().map(TrainView.Remedy::title).toList());
    List<Sent> sent = view.remedies().getFirst().options();
    assertTrue(sent.contains(new Sent("lr", "0.3")));
    assertTrue(sent.contains(new Sent("set", "strokes")));
    assertTrue(sent.contains(new Sent("optimizer", "sgd")));
  }

  @Test
  void thePageHasWhatMovesAndEveryOptionUnderPyTorchsName() {
    String html = html(view(Map.of(), new Subject.Progress(
        "1", "shapes", "running", 310, 1250, "", List.of(0, 1, 2, 4), 4)), Locale.ENGLISH);
    assertTrue(html.contains("Step 310 of 1,250"));
    assertTrue(html.contains("data-state=\"running\""));
    for (String name : OptionFields.values(Map.of()).keySet()) {
      assertTrue(html.contains("name=\"" + name + "\""), name);
    }
    assertFalse(html.contains(" style="), "style attributes break the security policy");
    assertFalse(html.contains("th:"), "everything is rendered");
    assertFalse(html.matches("(?s).*<details id=\"train-setup\"[^>]* open.*"), "it is learning");
  }

  @Test
  void aReaderOfAnotherLanguageReadsTheirOwnNamesOfClasses() {
    TrainView view = new TrainPresenter(Words.in(Locale.of("es")))
        .page(subject(Map.of("set", "shapes"), null));
    assertTrue(view.names().contains("\"heart\": \"corazón\""), view.names());
    assertTrue(view.sets().getFirst().alt().startsWith("círculo, anillo"));
    assertTrue(html(view, Locale.of("es")).contains("Empezar"));
  }

  private static TrainView view(Map<String, String> options, Subject.@Nullable Progress progress) {
    return new TrainPresenter(Words.in(Locale.ENGLISH)).page(subject(options, progress));
  }

  private static Subject subject(
      Map<String, String> options, Subject.@Nullable Progress progress) {
    return new Subject(LENET, "/networks/7", "/networks/7/input.png", List.of(SHAPES, STROKES),
        options, progress);
  }

  private static String html(TrainView view, Locale locale) {
    return new Pages("/static").html("train", view, new Visit("token", locale));
  }
}
