package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of differences lets its reader open each case. */
class DifferencesTest extends VisitedServer {

  private static final Pattern CASE = Pattern.compile("href=\"(/open\\?document=[\\w-]+)\"");
  private static final Pattern TO_A_CASE = Pattern.compile("href=\"#(case-\\d+)\"");

  @Test
  void everyCaseOpensWithoutAProblem() {
    String page = visitor.get("/differences").body();
    var links = CASE.matcher(page).results().map(match -> match.group(1)).toList();
    assertTrue(links.size() >= 11, page);
    for (String link : links) {
      String opened = visitor.get(link).body();
      assertTrue(opened.contains("id=\"stage\""), link);
      assertTrue(!opened.contains("class=\"problem\""), link);
    }
  }

  @Test
  void everyRowThatNamesACaseLeadsToIt() {
    String page = visitor.get("/differences").body();
    var named = TO_A_CASE.matcher(page).results().map(match -> match.group(1)).toList();
    assertTrue(named.size() >= 11, page);
    for (String id : named) {
      assertTrue(page.contains("<h2 id=\"" + id + "\">"), id);
    }
    assertEquals(named.size(), CASE.matcher(page).results().map(MatchResult::group).count());
  }

  @Test
  void theAboutPageLeadsThere() {
    assertTrue(visitor.get("/about").body().contains("href=\"/differences\""));
  }
}
