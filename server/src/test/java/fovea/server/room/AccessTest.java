package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.VisitedServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every address, asked for by everybody for whom it is not: a new one of which nobody has said whom it is for
 * fails the test.
 */
class AccessTest extends VisitedServer {

  @Test
  void nobodyGetsInWhoIsNotMeant() {
    Access access = new Access(app);
    access.ask();
    assertEquals(List.of(), access.leaks());
    assertEquals(List.of(), access.shut());
    assertTrue(access.calls() > 0);
  }

  @Test
  void everyAddressHasARule() {
    assertEquals(Set.of(), new Access(app).unruled());
  }
}
