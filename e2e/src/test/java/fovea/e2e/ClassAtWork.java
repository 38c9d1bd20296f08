package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A class that has built, asked and answered, to be looked at.
 *
 * @param room its address
 * @param code by which it is joined
 * @param teacher what their browser keeps, so that another one is theirs as well
 * @param student the same of one of them
 * @param network the address of what that one builds
 */
record ClassAtWork(String room, String code, String teacher, String student, String network) {

  static ClassAtWork in(Stage.House house) {
    try (Visitor teacher = house.visitor(Device.LAPTOP);
        Visitor ann = house.visitor(Device.LAPTOP);
        Visitor ben = house.visitor(Device.LAPTOP);
        Visitor cem = house.visitor(Device.LAPTOP)) {
      Page board = teacher.page();
      teacher.opens("/rooms");
      board.locator("[aria-labelledby=make-title] button").click();
      assertThat(board).hasURL(Pattern.compile(".*/rooms/\\w+$"));
      String room = board.url();
      String code = board.locator(".board-code strong").textContent();
      Bench.first(teacher).hasRun();
      presses(board, ".room-bar", "Send to all");
      List<String> networks = new ArrayList<>();
      joins(ann, code, "Ann");
      networks.add(builds(ann, "24"));
      joins(ben, code, "Ben");
      networks.add(builds(ben, "0"));
      joins(cem, code, "Cem");
      networks.add(builds(cem, "16"));
      presses(cem.page(), ".room-bar", "Raise hand");
      board.navigate(room);
      board.locator("#question").fill("What shape comes out?");
      presses(board, ".board-tools", "Ask");
      board.locator("#message").fill("Fewer parameters, please");
      presses(board, ".board-tools", "Say");
      board.locator(".board-task summary").click();
      board.locator(".board-task [name=output]").fill("10");
      board.locator(".board-task [name=parameters]").fill("20,000");
      presses(board, ".board-task", "Set");
      assertThat(board.locator(".room-bar-task")).isVisible();
      for (Visitor student : List.of(ann, cem)) {
        student.page().locator("#room-answer").fill(student == ann ? "10" : "10x1x1");
        presses(student.page(), ".room-bar", "Answer");
        presses(student.page(), ".room-bar", "Hand in");
        assertThat(student.page().locator(".room-bar")).containsText("Handed in");
      }
      return new ClassAtWork(room, code, board.context().storageState(),
          ann.page().context().storageState(), networks.getFirst());
    }
  }

  private static void joins(Visitor student, String code, String name) {
    student.opens("/join/" + code);
    student.page().locator("#nickname").fill(name);
    student.page().locator("main .room-form button").click();
    assertThat(student.page().locator("h1")).containsText(name);
  }

  private static String builds(Visitor student, String channels) {
    presses(student.page(), ".room-bar", "Open what was sent");
    Bench bench = Bench.at(student);
    bench.hasRun();
    bench.chooses("conv_1_1");
    bench.sets("out_channels", channels);
    return student.page().url().replaceFirst("\\?.*", "");
  }

  private static void presses(Page page, String where, String button) {
    page.locator(where + " button", new Page.LocatorOptions().setHasText(button)).first()
        .click();
  }
}
