package fovea.e2e;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who clicks, types and drops everything that pages show, in their order, and one of each
 * kind where there are many alike, on whatever page. What leads elsewhere is followed once.
 */
final class Curious {

  /** More than any page has; one that makes controls for ever is none to wait for. */
  private static final int MOST_DEEDS = 220;
  private static final int SOON_MILLIS = 800;
  private static final int REST_MILLIS = 30;
  private static final int MOST_TRIES = 5;
  private static final int MOST_RESTS = 200;

  /** What nobody means, and what somebody might. */
  private static final List<String> TYPED = List.of("½ {x", "-7", "999999999999");

  /**
   * The first control that is in sight and was not tried: in the dialog that is open, else on the
   * page. Those alike have the same tag, class, names and place; numbers in them do not count.
   */
  private static final String NEXT = """
      ([tried, followed]) => {
        const alike = (text) => (text ?? "").replace(/\\d+/g, "#");
        const inside = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
        const all = inside.querySelectorAll("a[href], button, summary, select, textarea,"
          + " input:not([type=hidden]), canvas[tabindex], [role=option], .layer-link, .vector tbody tr");
        for (const it of all) {
          if (it.disabled || !it.checkVisibility({ checkVisibilityCSS: true })) continue;
          const box = it.getBoundingClientRect();
          if (box.width === 0 || (it.tagName === "A" && it.host !== location.host)) continue;
          const goes = it.tagName === "A" && !it.closest("[data-opens], .layer-link, .column-link, [hx-get]")
            && it.pathname !== location.pathname ? it.pathname.replace(/\\/\\w{20}(?=\\/|$)/, "/N") : "";
          const kind = [it.tagName, it.type, it.className, it.name, it.dataset.role, it.dataset.does,
            it.dataset.opens, it.dataset.step, alike(it.ariaLabel), alike(it.closest("[id]")?.id), alike(goes)].join("|");
          if (tried.includes(kind) || it.dataset.triedOnce || (goes && followed.includes(alike(goes)))) continue;
          it.dataset.triedOnce = kind;
          it.dataset.goes = alike(goes);
          return it;
        }
        return null;
      }""";

  /** Dropping is only an event to a page; what a hand brings along comes with it. */
  private static final String DROP = """
      () => {
        const places = [document.querySelector("main"), document.querySelector(".upload-area"),
          document.querySelector("textarea"), document.querySelector(".layer-list"), document.body];
        const picture = new File([new Uint8Array([137, 80, 78, 71])], "cat.png", { type: "image/png" });
        const text = new File(["hello"], "hello.txt", { type: "text/plain" });
        for (const place of places.filter(Boolean)) {
          for (const file of [picture, text, null]) {
            const dataTransfer = new DataTransfer();
            if (file) dataTransfer.items.add(file);
            else dataTransfer.setData("text/plain", "dropped");
            for (const type of ["dragenter", "dragover", "drop"]) {
              place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
            }
          }
        }
      }""";

  private final Visitor visitor;
  private final Page page;
  private final Set<String> tried = new HashSet<>();
  private final Set<String> followed = new HashSet<>();

  Curious(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
    page.context().onPage(other -> {
      if (!other.equals(page)) {
        other.close();
      }
    });
    page.onDialog(dialog -> dialog.accept());
  }

  /** Everything that can be pointed at, then things dropped. */
  void triesEverythingOn(String address) {
    opens(address);
    String here = URI.create(page.url()).getPath();
    boolean isDone = false;
    for (int deed = 0; deed < MOST_DEEDS && !isDone; deed++) {
      try {
        isDone = !triesTheNext();
      } catch (PlaywrightException onTheWay) {
        // The page was leaving for where the last click led.
        rests();
      }
      if (!URI.create(page.url()).getPath().equals(here)) {
        opens(address);
      }
    }
    page.evaluate(DROP);
    rests();
  }

  private boolean triesTheNext() {
    ElementHandle control = page
        .evaluateHandle(NEXT, List.of(List.copyOf(tried), List.copyOf(followed)))
        .asElement();
    if (control != null) {
      tried.add(String.valueOf(control.evaluate("it => it.dataset.triedOnce")));
      followed.add(String.valueOf(control.evaluate("it => it.dataset.goes")));
      tries(control);
      rests();
      return true;
    }
    if (isInDialog()) {
      page.keyboard().press("Escape");
      return true;
    }
    return false;
  }

  /** Also while the page is on its way to where the last click led. */
  private void opens(String address) {
    boolean isThere = false;
    for (int i = 0; i < MOST_TRIES && !isThere; i++) {
      try {
        visitor.opens(address);
        isThere = true;
      } catch (PlaywrightException interrupted) {
        page.waitForTimeout(REST_MILLIS);
      }
    }
    rests();
  }

  /** Each key alone, from the page itself; what it opens is closed again. */
  void presses(List<String> keys) {
    for (String key : keys) {
      page.keyboard().press(key);
      rests();
      if (isInDialog()) {
        page.keyboard().press("Escape");
      }
    }
  }

  private void tries(ElementHandle control) {
    try {
      String what = String.valueOf(control.evaluate("it => it.tagName + ' ' + (it.type ?? '')"));
      switch (what.toLowerCase(Locale.ROOT)) {
        case "input file" -> givesFiles(control);
        case "input text", "input number", "input search", "textarea textarea" -> types(control);
        case "input range" -> control.press("ArrowRight");
        case "select select-one" -> chooses(control);
        case "canvas " -> points(control);
        default -> clicks(control);
      }
    } catch (PlaywrightException gone) {
      // What an answer has just replaced can no longer be tried, nor what another thing covers.
    }
  }

  private void clicks(ElementHandle control) {
    control.click(new ElementHandle.ClickOptions().setTimeout(SOON_MILLIS));
  }

  private void points(ElementHandle canvas) {
    canvas.focus();
    for (String key : List.of("ArrowRight", "ArrowDown", "Home", "PageDown")) {
      page.keyboard().press(key);
    }
    clicks(canvas);
  }

  /** With Enter and with leaving the field; what stood there is put back. */
  private void types(ElementHandle field) {
    if (!field.isEditable()) {
      clicks(field);
      return;
    }
    String before = field.inputValue();
    boolean takesLetters = !"number".equals(field.getAttribute("type"));
    for (int i = 0; i < TYPED.size(); i++) {
      String text = takesLetters ? TYPED.get(i) : TYPED.get(i).replaceAll("[^-\\d]", "");
      field.fill(text, new ElementHandle.FillOptions().setTimeout(SOON_MILLIS));
      field.press(i % 2 == 0 ? "Enter" : "Tab");
      rests();
    }
    field.fill(before, new ElementHandle.FillOptions().setTimeout(SOON_MILLIS));
    field.press("Tab");
  }

  private void chooses(ElementHandle select) {
    Object count = select.evaluate("it => Math.min(3, it.options.length)");
    for (int i = ((Number) count).intValue() - 1; i >= 0; i--) {
      select.selectOption(new SelectOption().setIndex(i));
      rests();
    }
  }

  private void givesFiles(ElementHandle input) {
    byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
    input.setInputFiles(new FilePayload("hello.txt", "text/plain", text));
    rests();
  }

  private boolean isInDialog() {
    return (boolean) page.evaluate("document.querySelector('dialog:modal') !== null");
  }

  /** Until nothing is on its way, as somebody does who looks at what happened. */
  private void rests() {
    for (int i = 0; i < MOST_RESTS; i++) {
      page.waitForTimeout(REST_MILLIS);
      page.waitForLoadState(LoadState.DOMCONTENTLOADED);
      if (page.locator(".htmx-request").count() == 0) {
        return;
      }
    }
  }
}
