package fovea.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A person at a device, with a browser of their own. Whatever the page complains about in its
 * console is remembered and fails the journey at its end.
 */
final class Visitor implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int PATIENCE_MILLIS = 40_000;

  private final BrowserContext context;
  private final Device device;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> refusedPages = new HashSet<>();
  private boolean expectsRefusals;
  private boolean wasMeasured;
  private ColorScheme scheme = ColorScheme.LIGHT;

  Visitor(BrowserContext context, Device device) {
    this.context = context;
    this.device = device;
    this.page = opened();
  }

  /** The same browser's next tab; what it complains about counts as well. */
  Page anotherTab(String address) {
    Page tab = opened();
    tab.navigate(address);
    return tab;
  }

  private Page opened() {
    Page tab = context.newPage();
    tab.setDefaultTimeout(PATIENCE_MILLIS);
    tab.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    tab.onPageError(error -> complaints.add("page error: " + error));
    tab.onResponse(response -> {
      if (response.request().isNavigationRequest() && response.status() >= 400) {
        refusedPages.add(response.url());
      }
    });
    tab.onConsoleMessage(message -> {
      if (!isOfAxe(message)) {
        complaints.add(message.type() + ": " + message.text() + " at " + message.location());
      }
    });
    return tab;
  }

  /** The page as Playwright knows it. */
  Page page() {
    return page;
  }

  void opens(String address) {
    page.navigate(address);
  }

  /** The browser complains about each page with a 4xx; here they are what is wanted. */
  void expectsRefusals() {
    expectsRefusals = true;
  }

  void prefers(ColorScheme colours) {
    scheme = colours;
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
  }

  /** All others have told their system that they want no motion, so that nobody waits for it. */
  void seesMotion() {
    page.emulateMedia(
        new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
  }

  /** No page may hold a barrier that axe knows, in light or in dark. */
  void findsNoBarriers() {
    prefers(ColorScheme.DARK);
    page.reload();
    findsNoBarriersIn(ColorScheme.DARK);
    // A style sheet changes the colours, no page has to be loaded for it.
    prefers(ColorScheme.LIGHT);
    measuresBarriers(ColorScheme.LIGHT);
  }

  /** The same in these colours alone, of the page as it is. */
  void findsNoBarriersIn(ColorScheme colours) {
    prefers(colours);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    measuresBarriers(colours);
  }

  /** The same for what a reload would close, such as a dialog; a journey ends with it. */
  void findsNoBarriersHere() {
    for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      prefers(colours);
      // Visitors want no motion; a fade would also give axe colours that nobody gets to see.
      assertEquals(0, page.evaluate(
          "document.getAnimations().filter(fade => fade instanceof CSSTransition).length"));
      measuresBarriers(colours);
    }
  }

  /**
   * To see every style sheet, axe copies them into the page, which our policy refuses it: some of
   * that is said only after axe has answered.
   */
  private boolean isOfAxe(ConsoleMessage message) {
    return wasMeasured && (message.text().contains("Applying inline style violates")
        || message.location().contains(".css"));
  }

  private void measuresBarriers(ColorScheme colours) {
    int own = complaints.size();
    wasMeasured = true;
    AxeRunOptions onlyViolations = new AxeRunOptions();
    onlyViolations.setResultTypes(List.of("violations"));
    // It would open a page of its own to put the answers of frames together; ours have no frames.
    var violations = new AxeBuilder(page).setLegacyMode(true).options(onlyViolations).analyze()
        .getViolations().stream()
        .map(rule -> rule.getId() + ": " + rule.getHelp() + rule.getNodes().stream()
            .map(node -> "\n    " + node.getHtml() + "\n      " + node.getFailureSummary())
            .reduce("", String::concat))
        .toList();
    complaints.subList(own, complaints.size()).clear();
    assertEquals("", String.join("\n", violations), page.url() + " in " + colours);
  }

  /** Nothing on the page may be wider than the device; a phone's window grows with what is in it. */
  void neverScrollsSideways() {
    assertEquals(page.viewportSize().width,
        page.evaluate("document.documentElement.scrollWidth"), "the page is wider than the screen");
  }

  /** Keeps what the visitor sees as {@code target/screenshots/name-width-scheme.png}. */
  void picture(String name) {
    String file = "%s-%s-%s.png".formatted(name, device.word(),
        scheme.name().toLowerCase(Locale.ROOT));
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)));
  }

  void sawNoErrors() {
    List<String> unexpected = complaints.stream()
        .filter(complaint -> !(expectsRefusals && complaint.contains("a status of 4")
            && refusedPages.stream().anyMatch(complaint::contains)))
        .toList();
    assertEquals(List.of(), unexpected, "what the page said in its console");
  }

  @Override
  public void close() {
    context.close();
  }
}
