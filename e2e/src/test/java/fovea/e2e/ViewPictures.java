package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotType;
import fovea.web.learn.Chapter;
import fovea.web.learn.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of each view for the documents: on a phone, a laptop and a projector, light and dark, six
 * on one sheet.
 */
final class ViewPictures {

  private static final int ROW_PIXELS = 400;
  private static final int QUALITY = 55;
  private static final int SETTLED_MILLIS = 400;
  private static final int LEARNED_MILLIS = 60_000;

  private ViewPictures() {}

  /** The folder to write into. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Map<String, StringBuilder> sheets = new LinkedHashMap<>();
    try (Stage.House house = Stage.House.open()) {
      ClassAtWork atWork = ClassAtWork.in(house);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (Device device : Device.values()) {
          try (Visitor newcomer = house.visitor(device);
              Visitor student = house.visitor(device, atWork.student());
              Visitor teacher = house.visitor(device, atWork.teacher())) {
            Bench.first(newcomer).hasRun();
            String network = newcomer.page().url().replaceFirst("\\?.*", "");
            take(newcomer, device, scheme, views(network, atWork), sheets);
            learns(newcomer.page());
            take(newcomer, device, scheme,
                List.of(new View("train", network + "/train", ".train-filters canvas")), sheets);
            take(student, device, scheme, studentsViews(atWork), sheets);
            take(teacher, device, scheme, teachersViews(atWork), sheets);
          }
        }
      }
      for (var sheet : sheets.entrySet()) {
        Files.write(folder.resolve(sheet.getKey() + ".jpg"), sheet(house, sheet.getValue()));
      }
    }
  }

  /** Lets the network of the Train page that is open last learn an epoch. */
  private static void learns(Page page) {
    page.locator("#train-start").click();
    assertThat(page.locator(".train-confusion td[data-right=true]").first()).isVisible(
        new LocatorAssertions.IsVisibleOptions().setTimeout(LEARNED_MILLIS));
    page.locator("#train-stop").click();
    assertThat(page.locator("#train")).hasAttribute("data-state", "done");
  }

  private static void take(
      Visitor visitor, Device device, ColorScheme scheme, List<View> views,
      Map<String, StringBuilder> sheets) {
    visitor.prefers(scheme);
    for (View view : views) {
      // What only a projector needs is asked for by the address.
      visitor.opens(view.address() + (device != Device.PROJECTOR
          ? ""
          : (view.address().contains("?") ? "&" : "?") + "size=large"));
      // A page of a class listens as long as it is open.
      if (visitor.page().locator(".room-bar").count() == 0) {
        visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
      }
      Locator shown = visitor.page().locator(view.shows()).first();
      assertThat(shown).isVisible();
      if (view.isBelow()) {
        shown.evaluate("it => it.scrollIntoView({block: 'start'})");
      }
      visitor.page().waitForTimeout(SETTLED_MILLIS);
      sheets.computeIfAbsent(view.name(), _ -> new StringBuilder())
          .append("<img src='data:image/png;base64,")
          .append(Base64.getEncoder().encodeToString(visitor.page().screenshot())).append("'>");
    }
    visitor.sawNoErrors();
  }

  /**
   * What is photographed.
   *
   * @param name of the file
   * @param shows what must be seen, or the picture would not be one of this view
   * @param isBelow whether one scrolls to it
   */
  private record View(String name, String address, String shows, boolean isBelow) {

    View(String name, String address, String shows) {
      this(name, address, shows, false);
    }
  }

  private static List<View> studentsViews(ClassAtWork atWork) {
    return List.of(new View("class-student", atWork.room(), "#me"),
        new View("class-workbench", atWork.network(), "#goals"));
  }

  private static List<View> teachersViews(ClassAtWork atWork) {
    return List.of(new View("class-board", atWork.room(), ".seat"),
        new View("class-code", atWork.room() + "/code", ".code-qr"),
        new View("class-solutions", atWork.room() + "/solutions", "#solved tbody"));
  }

  private static List<View> views(String network, ClassAtWork atWork) {
    String compared = "/compare?left=example:one_7x7&right=example:three_3x3";
    List<View> views = new ArrayList<>(List.of(
        new View("networks", "/networks", ".card-title"),
        new View("class-rooms", "/rooms", "#code"),
        new View("class-join", "/join/" + atWork.code(), "#nickname"),
        new View("workbench", network + "?layer=conv_1_2", "#stage[data-state=maps] .map-canvas"),
        new View("weights", network + "?layer=conv_1_1&weights=conv_1_1.weight[0, 0]",
            "#weights-panel", true),
        new View("unit", network + "/layers/conv_1_2/units/3/24/24", ".unit-title"),
        new View("compare", compared, ".compare-stage .map-canvas"),
        new View("table", network + "/table", "#layer-table"),
        new View("parameters", network + "/principles", ".wirings"),
        new View("equivariance", network + "/principles/equivariance", ".shift-pad"),
        new View("locality", network + "/principles/locality", "#correlation-title", true),
        new View("pooling", network + "/principles/pooling", ".ways", true),
        new View("export", network + "/export/pytorch/preview", "#preview-text"),
        new View("why", network + "/why", ".heat canvas"),
        new View("sets", "/sets", ".cards .card"),
        new View("experiments", "/experiments", ".cards .card")));
    for (Chapter chapter : Course.chapters()) {
      views.add(new View("learn-" + chapter.word(), chapter.steps().getFirst().address(),
          ".lesson-piece > :first-child"));
    }
    views.add(new View("train-setup", network + "/train", ".train-set"));
    return views;
  }

  /** All of one view on one picture: light above, dark below. */
  private static byte[] sheet(Stage.House house, StringBuilder pictures) {
    try (BrowserContext context = house.browser().newContext()) {
      Page page = context.newPage();
      page.setViewportSize(1700, 2 * ROW_PIXELS + 48);
      page.setContent("<style>body{margin:0;padding:12px;background:#8b887e;display:grid;gap:12px;"
          + "width:max-content;grid-template-columns:repeat(3,max-content)}img{display:block;height:"
          + ROW_PIXELS
          + "px}</style>" + pictures);
      return page.locator("body").screenshot(new Locator.ScreenshotOptions()
          .setType(ScreenshotType.JPEG).setQuality(QUALITY));
    }
  }
}
