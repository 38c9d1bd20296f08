package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TableTest extends VisitedServer {

  private static final String SMALL = """
      {"name": "small", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 10}]}""";

  @Test
  void theTableIsSortedAsItsAddressSays() {
    String network = visitor.create(SMALL);
    String plain = visitor.get(network + "/table").body();
    assertTrue(plain.indexOf(">conv1<") < plain.indexOf(">fc<"), plain);
    String sorted = visitor.get(network + "/table?sort=parameters&order=descending").body();
    assertTrue(sorted.indexOf(">fc<") < sorted.indexOf(">conv1<"), sorted);
    assertTrue(sorted.contains("aria-sort=\"descending\""), sorted);
    assertTrue(sorted.contains(">93 %<"), sorted);
    assertEquals(200, visitor.get(network + "/table?sort=colour&order=sideways").statusCode());
  }

  @Test
  void itIsAFileOfTextCsvOrMarkdown() {
    String network = visitor.create(SMALL);
    HttpResponse<String> csv = visitor.get(network + "/table.csv?sort=macs&order=descending");
    assertTrue(csv.body().contains("\r\n1,conv1,Conv2d,4×6×6,112,3888,"), csv.body());
    assertEquals("attachment; filename=\"small.csv\"",
        csv.headers().firstValue("Content-Disposition").orElse(""));
    assertTrue(visitor.get(network + "/table.md").body().contains("| 3 | fc | Linear |"));
    assertTrue(visitor.get(network + "/table.txt").body().contains("total"));
    assertEquals(404, visitor.get(network + "/table.pdf").statusCode());
  }

  @Test
  void anotherPersonsTableIsNotFound() {
    String network = visitor.create(SMALL);
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.get(network + "/table").statusCode());
      assertEquals(404, other.get(network + "/table.csv").statusCode());
    }
  }
}
