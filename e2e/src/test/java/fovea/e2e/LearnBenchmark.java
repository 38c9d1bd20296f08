package fovea.e2e;

import com.microsoft.playwright.Page;
import fovea.web.learn.Chapter;
import fovea.web.learn.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long learners wait, in milliseconds: from a press to the painted frame that answers it, medians of
 * {@value #PRESSES} after {@value #WARM_UP} that do not count; and from the way there until something is
 * painted of the contents, for {@value #NEWCOMERS} people whose browsers have never been here, and then
 * of each chapter's first step.
 */
final class LearnBenchmark {

  private static final int PRESSES = 31;
  /** A server that has been at work for a while, as people meet it: its code has been compiled. */
  private static final int WARM_UP = 40;
  private static final int NEWCOMERS = 9;
  private static final int CAME_BEFORE = 2;
  private static final int REST_MILLIS = 500;

  /** Ends with the task behind the first frame in which something else is seen than before. */
  private static final String PRESSED = """
      ([pressed, seen]) => ({ done: new Promise((resolve) => {
        const before = document.querySelector(seen).textContent;
        const began = ({ timeStamp }) => {
          const look = () => {
            const now = document.querySelector(seen)?.textContent;
            if (now === undefined || now === before) return requestAnimationFrame(look);
            // This frame shows it; the next task begins once it is painted.
            setTimeout(() => resolve(performance.now() - timeStamp));
          };
          requestAnimationFrame(look);
        };
        addEventListener(pressed, began, { once: true, capture: true });
      }) })""";

  /** Since the browser was sent there. */
  private static final String PAINTED = """
      () => new Promise((resolve) => {
        new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries()) {
            if (name === "first-contentful-paint") resolve(startTime);
          }
        }).observe({ type: "paint", buffered: true });
      })""";

  private LearnBenchmark() {}

  /** The file to write, as the benchmarks of the engine do. */
  public static void main(String[] arguments) throws IOException {
    List<String> figures = new ArrayList<>();
    try (Stage.House house = Stage.House.open();
        Visitor learner = house.visitor(Device.LAPTOP)) {
      Page page = learner.page();
      learner.opens("/learn/explosion/pixels");
      figures.add(figure("next step, from a key",
          presses(page, ".lesson-title",
              round -> page.keyboard().press(round / 20 % 2 == 0 ? "ArrowRight" : "ArrowLeft"),
              "keydown")));
      learner.opens("/learn/size/stride");
      figures.add(figure("a link of the text changes the layer", presses(page,
          "[data-figure='height(conv)']", round -> page.locator(
              ".moves:text-is('stride " + (round % 2 == 0 ? 4 : 1) + "')").click(),
          "mousedown")));
      learner.opens("/learn/local/window");
      figures.add(figure("a step from unit to unit", presses(page, ".unit-lead code",
          _ -> page.locator("#walk-on").click(), "mousedown")));
      figures.addAll(firstPaints(house));
    }
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", figures) + "]\n");
    figures.forEach(System.out::println);
  }

  /** What a hand does in a round. */
  private interface Press {
    void press(int round);
  }

  private static List<Double> presses(Page page, String seen, Press hand, String pressed) {
    page.waitForTimeout(REST_MILLIS);
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < WARM_UP + PRESSES; round++) {
      var waiting = page.evaluateHandle(PRESSED, List.of(pressed, seen));
      hand.press(round);
      millis.add(((Number) page.evaluate("({ done }) => done", waiting)).doubleValue());
      // Nothing of this round is on its way any more.
      page.waitForTimeout(REST_MILLIS);
    }
    return millis.subList(WARM_UP, millis.size());
  }

  private static List<String> firstPaints(Stage.House house) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int i = 0; i < CAME_BEFORE + NEWCOMERS; i++) {
      try (Visitor newcomer = house.visitor(Device.LAPTOP)) {
        paints(newcomer, "the contents", Course.ADDRESS, millis);
        for (Chapter chapter : Course.chapters()) {
          paints(newcomer, chapter.word(), chapter.steps().getFirst().address(), millis);
        }
      }
    }
    return millis.entrySet().stream()
        .map(page -> figure("first paint of " + page.getKey(),
            page.getValue().subList(CAME_BEFORE, page.getValue().size())))
        .toList();
  }

  private static void paints(
      Visitor newcomer, String what, String address, Map<String, List<Double>> millis) {
    newcomer.opens(address);
    millis.computeIfAbsent(what, _ -> new ArrayList<>())
        .add(((Number) newcomer.page().evaluate(PAINTED)).doubleValue());
    newcomer.page().waitForTimeout(REST_MILLIS);
  }

  private static String figure(String what, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return String.format(Locale.ROOT,
        "{\"what\": \"%s\", \"rounds\": %d, \"median_millis\": %.1f, \"slowest_millis\": %.1f}",
        what, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
