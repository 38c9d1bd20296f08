package fovea.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = new ByteBudget("memory", 900);

  @Test
  void nobodyHasMoreThanTwoThirds() {
    budget.claim("ann").and(400);
    assertRefused(503, budget.claim("ann"), 201);
    budget.claim("ann").and(200);
    assertRefused(503, budget.claim("ann"), 1);
    budget.claim("ben").and(300);
    assertRefused(503, budget.claim("cleo"), 1);
  }

  @Test
  void whatCanNeverBeIsNotPutOff() {
    ByteBudget.Claim claim = budget.claim("ann").and(1);
    assertRefused(422, claim, 600);
    assertRefused(422, claim, Long.MAX_VALUE);
    claim.and(599);
  }

  @Test
  void whatIsClosedIsFreeAgainAndOnlyOnce() {
    Random random = new Random(5);
    List<ByteBudget.Claim> claims = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      try {
        claims.add(budget.claim("client " + random.nextInt(5)));
        claims.getLast().and(random.nextInt(200)).and(random.nextInt(200));
      } catch (Refusal full) {
        assertEquals("memory", full.limit().orElseThrow());
        claims.forEach(ByteBudget.Claim::close);
        claims.removeIf(_ -> random.nextBoolean());
      }
    }
    claims.forEach(ByteBudget.Claim::close);
    budget.claim("ann").and(600);
    budget.claim("ben").and(300);
  }

  private static void assertRefused(int status, ByteBudget.Claim claim, long more) {
    assertEquals(status, assertThrows(Refusal.class, () -> claim.and(more)).status());
  }
}
