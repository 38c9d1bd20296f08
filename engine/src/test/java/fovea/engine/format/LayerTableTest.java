package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.LayerTable.Column;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {

  private static final String SMALL = """
      {"input": [3, 8, 8], "layers": [
        {"id": "a_1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "b", "type": "Flatten"},
        {"id": "c", "type": "Linear", "out_features": 10}]}""";

  @Test
  void csvHasPlainNumbersAndTheTotals() {
    assertEquals("""
        number,layer,type,output_shape,parameters,macs,mult_adds,bytes,receptive_field\r
        1,a_1,Conv2d,4×6×6,112,3888,4032,576,3×3\r
        2,b,Flatten,144,0,0,0,576,3×3\r
        3,c,Linear,10,1450,1440,1450,40,image\r
        ,total,,,1562,5328,5482,1192,\r
        """, table(SMALL).text().csv());
  }

  @Test
  void markdownIsATableWithNumbersToTheRight() {
    List<String> lines = table(SMALL).text().markdown().lines().toList();
    assertEquals("| ---: | --- | --- | --- | ---: | ---: | ---: | ---: | --- |", lines.get(1));
    assertEquals("| 1 | a\\_1 | Conv2d | 4×6×6 | 112 | 3888 | 4032 | 576 | 3×3 |", lines.get(2));
  }

  @Test
  void textStandsInColumns() {
    List<String> lines = table(SMALL).text().text().lines().toList();
    assertEquals(lines.get(0).indexOf("type"), lines.get(1).indexOf("Conv2d"));
    assertEquals(lines.get(1).indexOf("112") + 3, lines.get(3).indexOf("1450") + 4);
  }

  @Test
  void itIsSortedByAnyColumnAndBackAgain() {
    LayerTable vgg = LayerTable.of(NetworkReading.of(Zoo.network("vgg16")));
    assertEquals("classifier.0", first(vgg.sorted(Column.PARAMETERS, true)));
    assertEquals("features.0", first(vgg.sorted(Column.NUMBER, false)));
    assertEquals("classifier.6", first(vgg.sorted(Column.BYTES, false)));
    for (Column column : Column.values()) {
      assertEquals(vgg.rows().size(), vgg.sorted(column, true).rows().size());
      assertEquals(vgg.rows(), vgg.sorted(column, true).sorted(Column.NUMBER, false).rows());
    }
  }

  @Test
  void layersBehindAProblemStandLastAndAreEmpty() {
    LayerTable broken = table(SMALL.replace("\"kernel_size\": 3", "\"kernel_size\": 9"));
    assertEquals(3, broken.sorted(Column.PARAMETERS, true).rows().size());
    assertTrue(broken.text().csv().contains("\r\n1,a_1,Conv2d,,,,,,\r\n"), broken.text().csv());
  }

  @Test
  void aColumnThatThereIsNotIsTheOrderOfComputation() {
    assertEquals(Column.NUMBER, Column.named("colour"));
    assertEquals(Column.MULT_ADDS, Column.named("mult_adds"));
  }

  private static String first(LayerTable table) {
    return table.rows().getFirst().node().id();
  }

  private static LayerTable table(String document) {
    return LayerTable.of(NetworkReading.of(NetworkDocument.parse(document)));
  }
}
