package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.regex.Pattern;

/** What teachers and students do in every room. */
final class Classroom {

  private static final Pattern ROOM = Pattern.compile(".*/rooms/\\w+$");

  private Classroom() {}

  /** The teacher says something to all. */
  static void says(Page board, String message) {
    board.locator("#message").fill(message);
    board.locator(".board-tools button", having("Say")).click();
    assertThat(board.locator(".room-bar-said")).hasText(message);
  }

  /** Makes a room; its board. */
  static Page opens(Visitor teacher) {
    teacher.opens("/rooms");
    Page page = teacher.page();
    page.locator("[aria-labelledby=make-title] button").click();
    assertThat(page).hasURL(ROOM);
    return page;
  }

  /** Comes in with the board's code, under a name of their own. */
  static void joins(Visitor student, String code, String name) {
    student.opens("/rooms");
    Page page = student.page();
    page.locator("#code").fill(code.toLowerCase(Locale.ROOT));
    page.locator("[aria-labelledby=join-title] button").click();
    assertThat(page.locator("#nickname")).not().hasValue("");
    student.picture("join");
    student.findsNoBarriersHere();
    page.locator("#nickname").fill(name);
    page.locator("main .room-form button").click();
    assertThat(page).hasURL(ROOM);
    assertThat(page.locator("h1")).hasText("Hello, " + name);
    student.neverScrollsSideways();
    student.findsNoBarriersHere();
  }

  static Page.LocatorOptions having(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
