package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What made somebody's network say so. */
class WhyTest extends VisitedServer {

  private static final String SMALL = """
      {"name": "small", "input": [3, 32, 32], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 6, "kernel_size": 3, "stride": 2},
        {"id": "relu2", "type": "ReLU"},
        {"id": "mean", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 12}]}""";

  @Test
  void theClassesStandThereWithSharesThatAreThoseOfARun() {
    String network = visitor.create(SMALL);
    String page = visitor.get(network + "/why").body();
    List<String> classes = all("name=\"class\" id=\"class-(\\d+)\"", page);
    assertEquals(10, classes.size(), "ten of twelve");
    assertTrue(page.contains("0 to 11"), page);
    List<String> bars = all("rect height=\"1\" width=\"([0-9.]+)\"", page);
    double[] shares = bars.stream().mapToDouble(Double::parseDouble).toArray();
    for (int i = 1; i < shares.length; i++) {
      assertTrue(shares[i] <= shares[i - 1], "the largest first");
    }
    assertTrue(page.matches("(?s).*It says class " + classes.getFirst() + ": [0-9.]+ %.*"));
    assertEquals(classes.getFirst(), chosenClass(page), "asked about what it says");
  }

  @Test
  void whoAsksForAnotherClassOrLayerOrSquareGetsIt() {
    String network = visitor.create(SMALL);
    String page = visitor
        .get(network + "/why?class=3&layer=conv1&patch=16&of=conv2&map=5&set=places")
        .body();
    assertEquals("3", chosenClass(page));
    assertEquals(List.of("conv1", "conv2", "places"),
        all("<option value=\"([^\"]+)\" selected",
            page.replaceAll("(?s)<form[^>]*class=\"language.*?</form>", "")));
    assertTrue(page.contains("data-size=\"16\" data-stride=\"4\""), page);
    assertTrue(page.contains("data-rows=\"5\" data-columns=\"5\""), page);
    assertTrue(page.contains("Map 5 of conv2"), page);
    String other = visitor.get(network + "/why?class=3&other=11").body();
    assertEquals("11", chosenClass(other));
  }

  @Test
  void everyPlaceHasItsShareAndTheWordsAreThoseOfTheOneThatTakesMost() {
    String page = visitor.get(visitor.create(SMALL) + "/why?patch=8").body();
    Matcher covered = Pattern.compile("data-rows=\"(\\d+)\" data-columns=\"(\\d+)\".*?"
        + "data-row=\"(\\d+)\" data-column=\"(\\d+)\" data-shares=\"([^\"]+)\"").matcher(page);
    assertTrue(covered.find(), page);
    String[] shares = covered.group(5).split("\\|", -1);
    assertEquals(13 * 13, shares.length);
    String there = shares[Integer.parseInt(covered.group(3)) * 13
        + Integer.parseInt(covered.group(4))];
    assertTrue(page.contains("has " + there + " in place of"), there);
    assertTrue(page.contains("The square goes by 2 pixels, to 169 places."), page);
  }

  @Test
  void ninePicturesExciteAMapAndEachCanBeFetched() throws IOException {
    String network = visitor.create(SMALL);
    String page = visitor.get(network + "/why?of=conv2&map=1").body();
    List<String> pictures = all("class=\"excited-picture\".*?href=\"([^\"]+)\"", page);
    assertEquals(9, pictures.size());
    assertEquals(9, pictures.stream().distinct().count());
    assertEquals(9, all("class=\"excited-box\" x=\"\\d+\" y=\"\\d+\" width=\"(5)\"", page).size(),
        "a unit of conv2 sees five columns");
    HttpResponse<byte[]> png = visitor.bytes(pictures.getFirst().replace("&amp;", "&"));
    assertEquals(200, png.statusCode());
    assertTrue(png.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    assertEquals(32, ImageIO.read(new ByteArrayInputStream(png.body())).getWidth());
    assertEquals("no-cache", visitor.bytes(network + "/why/pictures/0.png?set=shapes").headers()
        .firstValue("Cache-Control").orElse(""));
  }

  @Test
  void anUntrainedNetworkSaysSoAndShowsItAnyway() {
    String network = visitor.create(SMALL);
    String page = visitor.get(network + "/why").body();
    assertTrue(page.contains("All weights of this network are random"), page);
    assertTrue(page.contains("href=\"" + network + "/train\""), page);
    assertTrue(page.contains("id=\"covered-pad\""), page);
    visitor.send("PUT", network + "/weights?weights=conv1.weight%5B0%2C%200%5D", "w0", "1.5");
    assertTrue(visitor.get(network + "/why").body().contains("The weights of conv2, fc are random"),
        "what is left of chance is named");
  }

  @Test
  void aNetworkWithoutClassesSaysWhyAndShowsWhatExcitesItsMaps() {
    String page = visitor.get(visitor.create("""
        {"name": "maps", "input": [3, 32, 32], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}""") + "/why")
        .body();
    assertTrue(page.contains("does not end with one number a class"), page);
    assertFalse(page.contains("id=\"says-title\""), page);
    assertEquals(9, all("class=\"(excited)\"", page).size());
    String flat = visitor.get(visitor.create("""
        {"name": "flat", "input": [1, 8, 8], "layers": [
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 3}]}""") + "/why").body();
    assertTrue(flat.contains("no class activation to look at"), flat);
    assertTrue(flat.contains("id=\"covered-pad\""), flat);
    assertFalse(flat.contains("id=\"exciting\""), flat);
  }

  @Test
  void aNetworkWithAProblemIsToBeMendedFirst() {
    String page = visitor.get(visitor.create("""
        {"name": "broken", "input": [3, 32, 32], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
          {"id": "conv2", "type": "Conv2d", "out_channels": 4, "kernel_size": 50}]}""") + "/why")
        .body();
    assertTrue(page.contains("Something is wrong at conv2"), page);
    assertTrue(page.contains("id=\"exciting\""), page);
  }

  @Test
  void picturesThatAreTooSmallToBeDrawnAreRefusedInWords() {
    String page = visitor.get(visitor.create("""
        {"name": "tiny", "input": [3, 8, 8], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 3}]}""") + "/why").body();
    assertTrue(page.contains("at least 16 × 16 pixels"), page);
    assertTrue(page.contains("id=\"covered-pad\""), page);
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatIsNoNumberRefused() {
    String network = visitor.create(SMALL) + "/why";
    for (String missing : new String[]{"?class=12", "?other=12", "?layer=fc", "?layer=none",
      "?of=flat", "/pictures/x.png?set=shapes", "/pictures/3.png?set=none"}) {
      assertEquals(404, visitor.get(network + missing).statusCode(), missing);
    }
    for (String wrong : new String[]{"?class=dog", "?patch=0", "?patch=33", "?map=x"}) {
      assertEquals(400, visitor.get(network + wrong).statusCode(), wrong);
    }
    assertTrue(visitor.get(network + "?of=conv2&map=99").body().contains("Map 5 of conv2"),
        "another layer has fewer maps");
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.get(network).statusCode());
      assertEquals(404, other.get(network + "/pictures/3.png?set=shapes").statusCode());
    }
  }

  @Test
  void aLargeNetworkShowsItsActivationAndAsksBeforeItCoversOrRefuses() {
    String vgg = visitor.post("/networks", "zoo", "vgg16").uri().getPath();
    String page = visitor.get(vgg + "/why").body();
    assertTrue(page.contains("id=\"activation-title\""), page);
    assertTrue(page.contains("It says class "), page);
    // 16 places of 15.5 billion multiply-accumulates each are more than 200 billion.
    assertTrue(page.contains("would have to run 16 times"), page);
    String larger = visitor.get(vgg + "/why?patch=112").body();
    assertTrue(larger.contains("Smaller steps would be too much work"), larger);
    assertTrue(larger.contains("id=\"why-cover\"") || larger.contains("id=\"covered-pad\""),
        larger);
  }

  private static String chosenClass(String page) {
    return all("name=\"class\" id=\"class-\\d+\" value=\"(\\d+)\" checked", page).getFirst();
  }

  private static List<String> all(String pattern, String page) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(page).results()
        .map(found -> found.group(1)).toList();
  }
}
