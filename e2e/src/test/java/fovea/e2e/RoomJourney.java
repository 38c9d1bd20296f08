package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A teacher at a projector and three students at work together. */
@ExtendWith(Stage.class)
class RoomJourney {

  @Test
  void aClassWorksTogether(
      @At(Device.PROJECTOR) Visitor teacher, @At(Device.PHONE) Visitor ann, Visitor ben,
      Visitor cem) {
    Page board = Classroom.opens(teacher);
    String room = board.url();
    String code = board.locator(".board-code strong").textContent();
    Classroom.joins(ann, code, "Ann");
    Classroom.joins(ben, code, "Ben");
    Classroom.joins(cem, code, "Cem");
    assertThat(board.locator(".seat")).hasCount(3);
    assertThat(board.locator(".board-said")).hasText("3 students, 0 hands up");
    teacher.picture("board");
    teacher.findsNoBarriersHere();
    showsTheCode(teacher, room);

    sendsTheFirstNetwork(teacher, List.of(ann, ben, cem));
    board.navigate(room);
    buildsAndAsks(board, ben);
    isAskedAndPaused(board, List.of(ann, ben, cem));
    solvesATaskInPairs(teacher, room, ben, cem);
    handsIn(teacher, room, ann, ben);
    everybodyLooksAlong(board, room, List.of(ann, cem));
    sleepsAndCatchesUp(board, ann);
    board.navigate(room);
    Locator seat = board.locator(".seat[data-name=Cem]");
    seat.locator("summary", within("Take out")).click();
    seat.locator("button", within("Take Cem out")).click();
    assertThat(seat).hasCount(0);
    assertThat(cem.page()).hasURL(Pattern.compile(".*/rooms\\?ended$"));
    board.locator(".forget summary").click();
    board.locator(".forget button").click();
    assertThat(board).hasURL(Pattern.compile(".*/rooms(\\?ended)?$"));
    for (Visitor student : List.of(ann, ben, cem)) {
      assertThat(student.page()).hasURL(Pattern.compile(".*/rooms\\?ended$"));
      assertThat(student.page().locator("main .room-paused")).containsText("The class has ended");
      assertThat(student.page().locator(".room-bar")).hasCount(0);
    }
  }

  private static void showsTheCode(Visitor teacher, String room) {
    Page page = teacher.page();
    page.locator(".board-code a").click();
    assertThat(page.locator(".code-qr")).isVisible();
    teacher.picture("code");
    teacher.findsNoBarriersHere();
    page.locator(".code-back a").click();
    assertThat(page).hasURL(room);
  }

  private static void sendsTheFirstNetwork(Visitor teacher, List<Visitor> students) {
    Bench.first(teacher);
    teacher.page().locator(".room-bar button", Classroom.having("Send to all")).click();
    for (Visitor student : students) {
      Page page = student.page();
      page.locator(".room-bar button", Classroom.having("Open what was sent")).click();
      assertThat(page).hasURL(Pattern.compile(".*/networks/\\w+.*"));
      assertThat(page.locator(".layer").first()).isAttached();
    }
  }

  private static void buildsAndAsks(Page board, Visitor ben) {
    Locator seat = board.locator(".seat[data-name=Ben]");
    assertThat(seat).containsText("parameters 12.4 k");
    Bench bench = Bench.at(ben);
    bench.chooses("conv_1_1");
    bench.sets("out_channels", "32");
    assertThat(seat).not().containsText("parameters 12.4 k");
    ben.page().locator(".room-bar button", Classroom.having("Raise hand")).click();
    assertThat(seat).containsText("hand up");
    assertThat(board.locator(".board-said")).hasText("3 students, 1 hand up");
    board.locator("#filter").fill("ben");
    assertThat(board.locator(".seat:visible")).hasCount(1);
    board.locator("#filter").fill("");
    board.locator("#sort").selectOption("hand");
    assertThat(board.locator(".seat").first()).hasAttribute("data-name", "Ben");
    seat.locator("button", within("Lower the hand")).click();
    assertThat(board.locator(".board-said")).hasText("3 students, 0 hands up");
    assertThat(ben.page().locator(".room-bar")).containsText("Raise hand");
  }

  private static void isAskedAndPaused(Page board, List<Visitor> students) {
    board.locator("#question").fill("What shape comes out?");
    board.locator(".board-tools button", Classroom.having("Ask")).click();
    for (Visitor student : students) {
      student.page().locator("#room-answer").fill("10x62x62");
      student.page().locator(".room-bar button", Classroom.having("Answer")).click();
      assertThat(student.page().locator("#room-answer")).hasValue("10x62x62");
    }
    assertThat(board.locator(".answer-list dt")).hasText("10 × 62 × 62");
    assertThat(board.locator(".answer-list dd .number")).hasText("3 (100 %)");

    board.locator(".room-bar button", Classroom.having("Pause the class")).click();
    Page page = students.getFirst().page();
    assertThat(page.locator(".room-paused")).isVisible();
    board.locator(".room-bar button", Classroom.having("Let the class go on")).click();
    assertThat(page.locator(".room-paused")).hasCount(0);
    board.locator("#question").fill("");
    board.locator(".board-tools button", Classroom.having("Ask")).click();
    assertThat(page.locator("#room-answer")).hasCount(0);
  }

  /** The teacher sets goals; Ben asks Cem, and what one builds the other sees. */
  private static void solvesATaskInPairs(
      Visitor teacher, String room, Visitor ben, Visitor cem) {
    Page board = teacher.page();
    board.locator(".board-task summary").click();
    board.locator(".board-task [name=output]").fill("ten");
    board.locator(".board-task button").click();
    assertThat(board.locator("#toasts")).containsText("a whole number such as 50000");
    assertThat(board.locator(".board-task [name=output]")).hasValue("ten");
    assertThat(board.locator(".board-task [name=output]")).isVisible();
    board.locator(".board-task [name=output]").fill("10");
    board.locator(".board-task [name=field]").fill("16");
    board.locator(".board-task [name=largest]").fill("3");
    teacher.findsNoBarriersHere();
    board.locator(".board-task button").click();
    assertThat(board.locator(".room-bar-task")).containsText("The last layer gives 10");
    assertThat(board.locator(".room-bar-task")).containsText("number 3");
    assertThat(board.locator(".seat-goals")).hasCount(3);
    assertThat(ben.page().locator("#goals")).isVisible();

    ben.page().navigate(room);
    ben.page().locator("#classmate").selectOption(new SelectOption().setLabel("Cem"));
    ben.findsNoBarriersHere();
    ben.page().locator("main button", Classroom.having("Ask")).click();
    cem.page().locator(".room-bar button", Classroom.having("Build together")).click();
    assertThat(cem.page()).hasURL(Pattern.compile(".*/networks/\\w+.*"));
    Page cems = cem.page();
    ben.page().navigate(cems.url().replaceFirst("\\?.*", ""));
    assertThat(cems.locator(".room-pair")).containsText("With Ben (at conv_1_1)");
    Bench bench = Bench.at(cem);
    bench.chooses("conv_1_1");
    bench.sets("out_channels", "24");
    assertThat(ben.page().locator("#layer-conv_1_1 .layer-note")).hasText("3×3, 24 filters");
    assertThat(ben.page().locator(".room-pair")).containsText("With Cem");
  }

  private static void handsIn(Visitor teacher, String room, Visitor ann, Visitor ben) {
    // What can wait is folded away on a phone.
    assertThat(ann.page().locator(".room-bar button", Classroom.having("Hand in"))).isHidden();
    assertTrue(ann.page().locator(".room-bar").boundingBox().height < 110);
    ann.page().locator(".room-more").tap();
    for (Visitor student : List.of(ann, ben)) {
      student.page().locator(".room-bar button", Classroom.having("Hand in")).click();
      assertThat(student.page().locator(".room-bar")).containsText("Handed in: hand in again");
    }
    Page board = teacher.page();
    // Ben has built with Cem.
    board.locator("#seats a", Classroom.having("3 handed in")).click();
    assertThat(board.locator("#solved tbody tr")).hasCount(2);
    assertThat(board.locator("#solved tbody")).containsText("Ben, Cem");
    teacher.picture("solutions");
    teacher.findsNoBarriersHere();
    board.locator("main button", Classroom.having("Show it to the class")).click();
    ann.page().locator(".room-bar a", Classroom.having("What was handed in")).click();
    assertThat(ann.page().locator("#solved tbody")).containsText("Yours");
    ann.neverScrollsSideways();
    ann.findsNoBarriersHere();
    ann.page().goBack();
    // Whatever the board had, it has again.
    board.navigate(room);
    board.reload();
    assertThat(board.locator(".seat-goals")).hasCount(3);
    Download csv = board.waitForDownload(() -> board.locator("a[href$='board.csv']").click());
    assertTrue(csv.suggestedFilename().endsWith(".csv"));
  }

  private static void everybodyLooksAlong(Page board, String room, List<Visitor> students) {
    board.locator(".seat[data-name=Ben] a").click();
    assertThat(board).hasURL(Pattern.compile(".*/rooms/\\w+/networks/.*"));
    board.locator(".room-bar button", Classroom.having("Show all this page")).click();
    for (Visitor student : students) {
      Page page = student.page();
      assertThat(page).hasURL(Pattern.compile(".*/rooms/\\w+/networks/.*"));
      assertThat(page.locator("main")).not().containsText("Ben");
    }
    goesOnThroughTheCourse(board, students);
    board.locator(".room-bar button", Classroom.having("Stop showing")).click();
    assertThat(students.getFirst().page().locator(".room-bar a.primary")).hasCount(0);
    board.navigate(room);
  }

  /** Where the teacher goes on, everybody goes along. */
  private static void goesOnThroughTheCourse(Page teacher, List<Visitor> students) {
    teacher.navigate("/learn/local/window");
    for (String step : List.of("/learn/local/window", "/learn/local/count")) {
      for (Visitor student : students) {
        assertThat(student.page()).hasURL(Pattern.compile(".*" + step + "(\\?.*)?$"));
      }
      teacher.locator("[rel=next]").click();
    }
  }

  /** A phone that was away finds the latest, however much has happened meanwhile. */
  private static void sleepsAndCatchesUp(Page board, Visitor ann) {
    CDPSession phone = ann.page().context().newCDPSession(ann.page());
    lives(phone, "frozen");
    for (String message : List.of("one", "two", "three")) {
      Classroom.says(board, message);
    }
    lives(phone, "active");
    assertThat(ann.page().locator(".room-bar-said")).hasText("three");
  }

  private static void lives(CDPSession phone, String state) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("state", state);
    phone.send("Page.setWebLifecycleState", parameters);
  }

  private static Locator.LocatorOptions within(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}
