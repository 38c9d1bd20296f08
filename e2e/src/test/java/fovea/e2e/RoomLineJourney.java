package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    List<Route> held = new ArrayList<>();
    page.route("**/run", route -> {
      if (route.request().method().equals("GET")) {
        held.add(route);
      } else {
        route.resume();
      }
    });
    opensWhatTakesSeconds(ann);
    page.locator("#run button.primary").click();
    page.waitForCondition(() -> !held.isEmpty());
    Classroom.says(board, "Look here");
    assertThat(page.locator(".room-bar-said")).hasText("Look here");
    page.unroute("**/run");
    held.forEach(Route::resume);
  }

  /** A network that no machine runs while its page is being made, so that its run is asked for. */
  private static void opensWhatTakesSeconds(Visitor student) {
    String layers = IntStream.rangeClosed(1, 4)
        .mapToObj(
            """
        {"id": "conv_%d", "type": "Conv2d", "out_channels": 256, "kernel_size": 5, "padding": 2}"""::formatted)
        .collect(Collectors.joining(","));
    student.opens("/networks");
    Page page = student.page();
    page.locator("#document").fill("""
        {"name": "slow", "input": [3, 160, 160], "layers": [%s]}
        """.formatted(layers));
    page.locator("form:has(#document) button").click();
    page.waitForURL(Pattern.compile(".*/networks/\\w+.*"));
  }
}
