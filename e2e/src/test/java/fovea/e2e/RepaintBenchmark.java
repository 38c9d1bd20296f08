package fovea.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How long people wait for what they see, in milliseconds: from a key to the painted frame after an
 * edit of ResNet-50, and from the click on DenseNet-121 to its painted page. Medians of
 * {@value #ROUNDS} in a real browser, after {@value #WARM_UP} that do not count.
 */
final class RepaintBenchmark {

  private static final int ROUNDS = 15;
  /** A server that has been at work for a while, as people meet it: its code has been compiled. */
  private static final int WARM_UP = 60;

  private static final int OPENED_BEFORE = 10;

  /** Steps a number with a real key; every layer behind the first convolution changes its shape. */
  private static final String EDIT = """
      ([field, key, seen]) => new Promise((resolve) => {
        const input = document.getElementById(field);
        const before = document.querySelector(seen).textContent;
        input.focus();
        input.addEventListener("keydown", ({ timeStamp }) => {
          const look = () => {
            const now = document.querySelector(seen)?.textContent;
            if (now === before) return requestAnimationFrame(look);
            // This frame shows it; the next task begins once it is painted.
            setTimeout(() => resolve(performance.now() - timeStamp));
          };
          requestAnimationFrame(look);
        }, { once: true, capture: true });
        window.ready = key;
      })""";

  /**
   * The first frame with a picture of the network in it, since the browser was sent there. A canvas is
   * 300 pixels wide until somebody draws on it.
   */
  private static final String OPENED = """
      () => new Promise((resolve) => {
        const look = () => {
          const canvas = document.querySelector(".column canvas");
          if (!canvas || canvas.width === 300) return requestAnimationFrame(look);
          setTimeout(() => resolve(performance.now()));
        };
        look();
      })""";

  /** Pictures of a camera that the page shows with the maps of its chosen layer, a second. */
  private static final String FOLLOWED = """
      () => new Promise((resolve) => {
        const since = performance.now();
        let shown = 0;
        new MutationObserver(() => shown++)
          .observe(document.querySelector(".picture"), { attributeFilter: ["src"] });
        setTimeout(() => resolve(1000 * shown / (performance.now() - since)), 5000);
      })""";

  private static final int LEARNERS = 7;

  /** Whether a filter has a colour that is another one by a thirtieth of its range, which an eye sees. */
  private static final String CHANGED = """
      () => {
        const seen = [...document.querySelectorAll(".train-filters canvas")].map((it) =>
          [...it.getContext("2d").getImageData(0, 0, it.width, it.height).data]);
        if (!seen.length) return false;
        window.seenFirst ??= seen;
        return seen.some((filter, at) => filter.some((value, i) =>
          Math.abs(value - window.seenFirst[at][i]) > 8));
      }""";

  private RepaintBenchmark() {}

  /** The file to write, as the benchmarks of the engine do. */
  public static void main(String[] arguments) throws IOException {
    List<String> figures = new ArrayList<>();
    try (Stage.House house = Stage.House.open();
        Visitor visitor = house.visitor(Device.LAPTOP)) {
      figures.add(figure("edit ResNet-50, everything behind it changes", edits(visitor,
          "Open ResNet-50", "conv1", "stride", "[id='layer-layer4.2.conv3'] .layer-shape",
          List.of("ArrowUp", "ArrowDown"))));
      figures.add(figure("edit ResNet-50, one layer changes", edits(visitor,
          "Open ResNet-50", "layer2.1.conv1", "out_channels",
          "[id='layer-layer2.1.conv1'] .layer-shape", List.of("ArrowUp", "ArrowDown"))));
      // Never the same network twice: each edit starts a run beside the repaint.
      figures.add(figure("edit ResNet-50, one layer changes, and a run begins", edits(visitor,
          "Open ResNet-50", "layer2.1.conv1", "out_channels",
          "[id='layer-layer2.1.conv1'] .layer-shape", List.of("ArrowUp"))));
      figures.add(figure("open DenseNet-121", openings(visitor)));
      figures.add(figure("from Train to filters that look otherwise", firstLooks(house)));
      figures.add(String.format(Locale.ROOT,
          "{\"what\": \"camera, the first network\", \"pictures_per_second\": %.1f}",
          camera(house)));
    }
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", figures) + "]\n");
    figures.forEach(System.out::println);
  }

  private static List<Double> edits(
      Visitor visitor, String network, String layer, String argument, String seen,
      List<String> keys) {
    Bench bench = Bench.from(visitor, network);
    bench.chooses(layer);
    Page page = visitor.page();
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      String key = keys.get(round % keys.size());
      var waiting = page.evaluateHandle("(all) => ({ done: (" + EDIT + ")(all) })",
          List.of("f-" + argument, key, seen));
      page.keyboard().press(key);
      millis.add(((Number) page.evaluate("({ done }) => done", waiting)).doubleValue());
      bench.isSaved();
      page.waitForTimeout(100);
    }
    return millis.subList(WARM_UP, millis.size());
  }

  private static List<Double> openings(Visitor visitor) {
    Page page = visitor.page();
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < OPENED_BEFORE + ROUNDS; round++) {
      visitor.opens("/networks");
      page.locator("button[aria-label='Open DenseNet-121']")
          .click();
      page.waitForURL(Pattern.compile(".*/networks/\\w+.*"),
          new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.COMMIT));
      millis.add(((Number) page.evaluate(OPENED)).doubleValue());
    }
    return millis.subList(OPENED_BEFORE, millis.size());
  }

  /** A newcomer who presses Train and, as soon as it is there, Start. */
  private static List<Double> firstLooks(Stage.House house) {
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < OPENED_BEFORE + LEARNERS; round++) {
      try (Visitor newcomer = house.visitor(Device.LAPTOP)) {
        Bench.from(newcomer, "Open TinyVGG").hasRun();
        Page page = newcomer.page();
        long start = System.nanoTime();
        page.locator("#train-link").click();
        page.locator(".train-set:has([value=shapes])").click();
        page.locator(".train-misfit[data-set=shapes] button").click();
        page.waitForFunction(CHANGED);
        millis.add((System.nanoTime() - start) / 1e6);
        // Whoever comes next would wait for its turns.
        page.locator("#train-stop").click();
        page.locator("[data-state=done]").first().waitFor();
      }
    }
    return millis.subList(OPENED_BEFORE, millis.size());
  }

  /** A newcomer's camera: the first network is small. */
  private static double camera(Stage.House house) {
    try (Visitor newcomer = house.visitor(Device.LAPTOP)) {
      Bench.first(newcomer).chooses("conv_1_2");
      Page page = newcomer.page();
      page.locator(".camera [data-role=start]").click();
      page.locator(".camera-note:has-text('second')").waitFor();
      return ((Number) page.evaluate(FOLLOWED)).doubleValue();
    }
  }

  private static String figure(String what, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return String.format(Locale.ROOT,
        "{\"what\": \"%s\", \"rounds\": %d, \"median_millis\": %.1f, \"slowest_millis\": %.1f}",
        what, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
