package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The workbench as a visitor uses it: by the words that stand on it, one tab at a time on a phone. */
final class Bench {
  /** The first run of a large network on a busy machine; everything else answers at once. */
  private static final int RUN_MILLIS = 60_000;

  private final Page page;

  private Bench(Visitor visitor) {
    this(visitor.page());
  }

  private Bench(Page page) {
    this.page = page;
  }

  /** What everybody meets first: a small network that has already run. */
  static Bench first(Visitor visitor) {
    visitor.opens("/");
    return new Bench(visitor);
  }

  /** A network that the page of networks offers, such as "Open VGG-16" or "Blank network". */
  static Bench from(Visitor visitor, String offer) {
    visitor.opens("/networks");
    var exactly = new Page.GetByRoleOptions().setName(offer).setExact(true);
    visitor.page().getByRole(AriaRole.BUTTON, exactly).click();
    visitor.page().waitForURL(Pattern.compile(".*/networks/\\w+.*"));
    return new Bench(visitor);
  }

  /** What the visitor has open already. */
  static Bench at(Visitor visitor) {
    return new Bench(visitor);
  }

  /** The same network on another page. */
  static Bench at(Page page) {
    return new Bench(page);
  }

  /** Turns to a tab, where there are tabs. */
  void shows(String tab) {
    Locator button = page.locator(".tabs [data-shows=" + tab + "]");
    if (button.isVisible()) {
      button.click();
    }
  }

  /** Adds a layer behind the chosen one; it becomes the chosen one. */
  void adds(String type) {
    shows("layers");
    int before = layers().count();
    page.locator(".layer-actions [data-opens=add-layer]").click();
    page.locator("#add-layer button.kind[value=" + type + "]").click();
    assertThat(layers()).hasCount(before + 1);
    assertThat(page.locator("#inspector .inspector-type")).hasText(type);
    isSaved();
  }

  void chooses(String layer) {
    shows("layers");
    page.locator("[id='layer-" + layer + "'] a").click();
    assertThat(page.locator("#inspector-title")).hasText(layer);
  }

  /** Turns to one of the chosen layer's maps; at first it is the one whose values differ most. */
  void showsMap(int number) {
    Locator field = page.locator(".map-panel [data-role=map]");
    field.fill("" + number);
    field.press("Enter");
    assertThat(page.locator(".map-panel [data-role=number]")).hasText("" + number);
  }

  /** Changes an argument of the chosen layer and goes on to the next field. */
  void sets(String argument, String value) {
    shows("numbers");
    Locator field = page.locator("[id='f-" + argument + "']");
    field.fill(value);
    field.press("Tab");
    isSaved();
  }

  void isSaved() {
    assertThat(page.locator("#saved")).hasText("saved");
  }

  /** Chooses a picture of the visitor's own. */
  void uploads(Path picture) {
    opens("choose-picture");
    page.locator("#choose-picture input[type=file]").setInputFiles(picture);
    assertThat(page.locator("#choose-picture")).isHidden();
  }

  /** Opens a dialog from the header, or from its menu where there is no room for all. */
  void opens(String dialog) {
    Locator button = page.locator(".header [data-opens=" + dialog + "]");
    if (!button.isVisible()) {
      page.locator("#more-choice").click();
      button = page.locator("#more [data-opens=" + dialog + "]");
    }
    button.click();
    assertThat(page.locator("#" + dialog)).isVisible();
  }

  /** Presses Run and waits until the maps are there. */
  void runs() {
    page.locator("#run button.primary").click();
    hasRun();
  }

  /** The maps are those of the network as it is now; an edit starts their run by itself. */
  void hasRun() {
    var patiently = new LocatorAssertions.HasAttributeOptions().setTimeout(RUN_MILLIS);
    assertThat(page.locator("#run")).hasAttribute("data-state", "idle", patiently);
    assertThat(page.locator("#stage"))
        .hasAttribute("data-state", Pattern.compile("maps|vector"), patiently);
  }

  Locator layers() {
    return page.locator("#layers > li");
  }

  /** The id of the layer in that place; the input is in place 0. */
  String idOf(int place) {
    return layers().nth(place).getAttribute("data-layer");
  }

  Locator layer(String id) {
    return page.locator("[id='layer-" + id + "']");
  }

  /** The shape that stands beside a layer in the list. */
  Locator shape(String id) {
    return layer(id).locator(".layer-shape");
  }

  Locator problems() {
    return page.locator("#problems .problem");
  }

  Locator gallery() {
    return page.locator(".gallery [role=option]");
  }

  Locator map() {
    return page.locator(".map-canvas");
  }
}
