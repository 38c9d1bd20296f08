package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do twice, too late, at the wrong moment, or not as it was meant. */
class MisuseTest extends VisitedRoom {

  private int says(Visitor who, String address, String... fields) {
    return who.send("POST", room + address, fields).statusCode();
  }

  @Test
  void aSpotlightLeadsNowhereElse() {
    for (String wrong : List.of("\\\\example.org/learn/explosion/pixels",
        "javascript:alert(1)/learn/explosion/pixels", "http:example.org/learn/explosion/pixels",
        "https:\\\\example.org~learn~explosion~pixels", "/learn/explosion/pixels/../../../rooms",
        "/learn/explosion/pixels?\\example.org")) {
      assertEquals(422, says(visitor, "/spotlight", "address", wrong), wrong);
    }
    assertEquals(204, says(visitor, "/spotlight", "address", "/learn/explosion/pixels?size=224"));
  }

  @Test
  void whatIsNoLongerThereIsNoLongerShown() {
    String network = ann.create(TINY);
    says(ann, "/show", "network", id(network));
    assertEquals(204, says(visitor, "/spotlight", "address", room + network));
    assertEquals(room + network,
        Visitor.first("data-spotlight=\"([^\"]*)\"", ben.get("/about").body()));
    ann.send("DELETE", network);
    assertFalse(ben.get("/about").body().contains(network));
  }

  @Test
  void aPauseHoldsInEveryRoom() {
    String network = ann.create(TINY);
    says(visitor, "/pause", "paused", "true");
    ann.post("/rooms");
    assertEquals(422,
        ann.send("PUT", network + "/layers/conv", "out_channels", "9").statusCode());
    assertEquals(422, says(ann, "/show", "network", id(network)));
    assertEquals(400, says(visitor, "/pause"), "nothing said is no end");
    says(visitor, "/pause", "paused", "false");
    assertEquals(200,
        ann.send("PUT", network + "/layers/conv", "out_channels", "9").statusCode());
  }

  @Test
  void anAnswerBelongsToItsQuestion() {
    assertEquals(422, says(ann, "/answer", "answer", "4"), "nobody has asked");
    says(visitor, "/question", "question", "How many?");
    assertEquals(204, says(ann, "/answer", "answer", "1,024", "question", "How many?"));
    assertEquals(204, says(ben, "/answer", "answer", "1024", "question", "How many?"));
    says(visitor, "/question", "question", "How many?");
    assertTrue(visitor.get(room).body().contains("2 (100 %)"),
        "asked twice, and written in two ways");
    says(visitor, "/question", "question", "And now?");
    assertEquals(422, says(ann, "/answer", "answer", "4", "question", "How many?"));
  }

  @Test
  void theLastWordIsHeard() {
    String seat = Visitor.first("id=\"seat-(\\w+)\" data-name=\"Ann\"", visitor.get(room).body());
    says(visitor, "/members/" + seat + "/message", "message", "I am coming");
    assertTrue(ann.get("/about").body().contains("To you alone: I am coming"));
    says(visitor, "/message", "message", "Back to work");
    assertTrue(ann.get("/about").body().contains(">Back to work<"));
  }

  @Test
  void theSameTaskTwiceForgetsNothing() {
    says(ann, "/show", "network", id(ann.create(TINY)));
    says(visitor, "/task", "parameters", "1,000,000");
    says(ann, "/solution");
    says(visitor, "/task", "parameters", "1000000");
    assertTrue(visitor.get(room + "/solutions").body().contains("Ann"));
    says(ann, "/name", "nickname", "Zoe");
    assertTrue(visitor.get(room + "/solutions").body().contains("Zoe"));
    says(ben, "/name", "nickname", "Ann");
    assertFalse(visitor.get(room + "/solutions").body().contains(">Ann<"));
  }

  @Test
  void numbersAreReadAsPeopleWriteThem() {
    for (String shape : List.of("4,6,6", "4 6 6", "(4, 6, 6)", "[4, 6, 6]", "4x6x6", "4 X 6 X 6")) {
      assertEquals(204, says(visitor, "/task", "output", shape), shape);
      assertTrue(ann.get("/about").body().contains("4 × 6 × 6"), shape);
    }
    assertEquals(204, says(visitor, "/task", "macs", "15,000,000,000"));
    for (String wrong : List.of("1.5", "1,5", "0", "-3", "9999999999999", "1 2")) {
      assertEquals(422, says(visitor, "/task", "parameters", wrong), wrong);
    }
  }

  @Test
  void whoBuiltAlongKeepsItAndRenamesNothing() {
    String network = ann.create(TINY);
    says(ann, "/show", "network", id(network));
    String seat = Visitor.first("id=\"seat-(\\w+)\" data-name=\"Ben\"", visitor.get(room).body());
    says(ann, "/ask", "member", seat);
    assertEquals(422, says(ben, "/pair", "joins", "true", "by", "Somebody"));
    says(ben, "/pair", "joins", "true", "by", "Ann");
    assertEquals(422, ben.send("POST", network, "name", "Bens").statusCode());
    ben.send("PUT", network + "/layers/conv", "out_channels", "9");
    says(ben, "/pair");
    String own = Visitor.first("href=\"(/networks/\\w+)\"", ben.get(room).body());
    assertTrue(ben.get(own + "/document.json").body().contains("\"out_channels\":9"));
  }
}
