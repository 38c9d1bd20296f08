package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said to a class reaches pages that are busy with something else. */
@ExtendWith(Stage.class)
class RoomLineJourney {

  @Test
  void theClassIsHeardWhileARunIsAskedFor(Visitor teacher, Visitor ann) {
    Page board = Classroom.opens(teacher);
    Classroom.joins(ann, board.locator(".board-code strong").textContent(), "Ann");
    Page page = ann.page();
    List<Route> held = SlowRun.of(ann);
    Classroom.says(board, "Look here");
    assertThat(page.locator(".room-bar-said")).hasText("Look here");
    SlowRun.lets(page, held);
  }
}
