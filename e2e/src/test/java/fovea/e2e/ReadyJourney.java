package fovea.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server is up and the browser reaches it. */
@ExtendWith(Stage.class)
class ReadyJourney {

  @Test
  void theServerSaysThatItIsWell(Visitor visitor) {
    visitor.opens("/api/v1/health");
    assertEquals("{\"status\":\"ok\"}", visitor.page().innerText("body"));
  }

  @Test
  void aPhoneReachesItToo(@At(Device.PHONE) Visitor visitor) {
    visitor.opens("/api/v1/health");
    visitor.neverScrollsSideways();
  }
}
