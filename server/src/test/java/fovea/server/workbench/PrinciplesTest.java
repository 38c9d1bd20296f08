package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The principles, measured on somebody's network. */
class PrinciplesTest extends VisitedServer {

  private static final String STRIDED = """
      {"name": "strided", "input": [3, 32, 32], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
        {"id": "half", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "stride": 2}]}""";

  @Test
  void eachConvolutionStandsBesideItsEquals() {
    String page = visitor.get(visitor.create(STRIDED) + "/principles").body();
    // 4 · 3 · 3 · 3, that at 32 · 32 positions, and 4 · 32 · 32 by 3 · 32 · 32.
    for (String number : new String[]{"108", "110,592", "12,582,912", "4 × 3 × 3 × 3"}) {
      assertTrue(page.contains(">" + number + "<"), number);
    }
  }

  @Test
  void onePixelIsNoWholeCellOfALayerWithAStride() {
    String page = visitor.get(
        visitor.create(STRIDED) + "/principles/equivariance?dy=1&dx=0").body();
    assertTrue(page.contains("data-state=\"border\""), page);
    assertTrue(page.contains("data-state=\"stride\""), page);
    assertTrue(page.contains("0.5000, 0"), page);
  }

  @Test
  void whoAsksForNoShiftIsShownOneThatAStrideBreaks() {
    String page = visitor.get(visitor.create(STRIDED) + "/principles/equivariance").body();
    assertTrue(page.contains("data-dy=\"0\" data-dx=\"1\""), page);
    assertTrue(page.contains("data-state=\"stride\""), page);
  }

  @Test
  void whatIsNoNumberOfPixelsIsRefusedAndFarIsOutOfThePicture() {
    String network = visitor.create(STRIDED);
    assertEquals(400, visitor.get(network + "/principles/equivariance?dy=much").statusCode());
    HttpResponse<String> far = visitor.get(network + "/principles/equivariance?dy=-99999");
    assertEquals(200, far.statusCode());
    assertTrue(far.body().contains("down by −32"), far.body());
  }

  @Test
  void aLayerIsLookedAtMapByMapAndOneThatIsNotThereIsNotFound() {
    String page = visitor.create(STRIDED) + "/principles/equivariance?dy=1&layer=";
    String conv = visitor.get(page + "conv1&map=2").body();
    assertTrue(conv.contains("map 2 of 4"), conv);
    assertTrue(conv.contains("layer=conv1&amp;map=3"), conv);
    assertEquals(404, visitor.get(page + "conv1&map=4").statusCode());
    assertEquals(404, visitor.get(page + "none").statusCode());
  }

  @Test
  void whatBreaksItIsSaidInWordsAndPoolingSaysWhatItForgives() {
    String page = visitor.get(visitor.create("""
        {"name": "pooled", "input": [3, 32, 32], "layers": [
          {"id": "pool", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "relu", "type": "ReLU"},
          {"id": "flat", "type": "Flatten"}]}""") + "/principles/equivariance?dx=1").body();
    assertTrue(page.contains("pool is the first that does not move along"), page);
    assertTrue(page.contains("Equivariance broke earlier, at pool"), page);
    assertTrue(page.contains("data-state=\"features\""), page);
    assertTrue(page.matches("(?s).*(forgives|makes it) [0-9].*"), page);
  }

  @Test
  void localityIsMeasuredOnThePictureAndOneOfAFewPixelsIsTooSmall() {
    String page = visitor.get(visitor.create(STRIDED) + "/principles/locality").body();
    for (String part : new String[]{"class=\"chart\"", "class=\"places-grid\"",
      "class=\"chart scatter\"", ">pixels shuffled<", "data-values=\"6\"", ">112<",
      // numbers along the axes: 1.0 to 0.0 up, 0 to 15 pixels across
      ">1.0</text>", ">0.0</text>", "x=\"0.0%\">0</text>", ">15</text>", "from 0 to 16 pixels"}) {
      assertTrue(page.contains(part), part);
    }
    String small = visitor.get(visitor.create("""
        {"name": "small", "input": [1, 8, 8], "layers": []}""") + "/principles/locality").body();
    assertTrue(small.contains("at least 16 rows"), small);
  }

  @Test
  void averagePoolingIsAnEvenConvolutionWithAStride() {
    String network = visitor.create(STRIDED);
    String page = visitor.get(network + "/principles/pooling?kernel_size=3").body();
    assertTrue(page.contains("the two differ by 0 %"), page);
    assertTrue(page.contains("kernel_size=4"), page);
    assertEquals(400, visitor.get(network + "/principles/pooling?kernel_size=5").statusCode());
    // What a projector asks every page for is no size of a window.
    assertEquals(200, visitor.get(network + "/principles/pooling?size=large").statusCode());
  }

  @Test
  void somebodyElsesNetworkIsNotFound() {
    String network = visitor.create(STRIDED);
    try (Visitor other = new Visitor(app)) {
      for (String page : new String[]{"", "/equivariance", "/locality", "/pooling"}) {
        assertEquals(404, other.get(network + "/principles" + page).statusCode());
      }
    }
  }
}
