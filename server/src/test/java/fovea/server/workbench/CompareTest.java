package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CompareTest extends VisitedServer {

  private static final String SMALL = """
      {"name": "small", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"id": "relu1", "type": "ReLU"}]}""";
  private static final String KERNELS = "/compare?left=example:one_7x7&right=example:three_3x3";

  @Test
  void theReadyComparisonSaysHowManyTimesAsMuch() {
    String page = page(KERNELS);
    assertTrue(page.contains("Three 3×3 has 0.55 × the parameters of One 7×7, 0.55 ×"), page);
    assertTrue(page.contains(">only in B<"), page);
    assertTrue(page.contains("data-layer=\"conv1\""), page);
    assertTrue(page(KERNELS + "&layer=right:conv3").contains("data-layer=\"right:conv3\""));
    String separable = "/compare?left=example:convolution&right=example:depthwise_separable";
    assertTrue(page(separable).contains(">relu1</a>"));
    assertFalse(page(separable + "&rows=changed").contains(">relu1</a>"));
  }

  @Test
  void everyOneOfThemOpens() {
    String networks = page("/networks");
    Matcher ready = Pattern.compile("href=\"(/compare\\?left=[^\"]+)\"").matcher(networks);
    int opened = 0;
    while (ready.find()) {
      String path = ready.group(1).replace("&amp;", "&");
      assertTrue(page(path).contains("id=\"compare-rows\""), path);
      opened++;
    }
    assertEquals(6, opened);
    assertTrue(networks.contains("/compare?left=zoo:vgg16&amp;right=zoo:resnet50"), networks);
  }

  @Test
  void mapsOfBothAreComputedOnOnePicture() {
    String page = page(KERNELS + "&picture=builtin:cat");
    for (String side : new String[]{"one_7x7", "three_3x3"}) {
      String maps = Visitor.first("data-values=\"([^\"]*" + side + "[^\"]*)\"", page);
      HttpResponse<byte[]> values = visitor.bytes(maps + "0");
      assertEquals(200, values.statusCode());
      assertEquals(64 * 64 * 4, values.body().length);
    }
    String left = Visitor.first("src=\"([^\"]*one_7x7[^\"]*)\"", page).replace("&amp;", "&");
    String right = Visitor.first("src=\"([^\"]*three_3x3[^\"]*)\"", page).replace("&amp;", "&");
    byte[] seen = visitor.bytes(left).body();
    assertTrue(seen.length > 100);
    assertTrue(Arrays.equals(seen, visitor.bytes(right).body()));
  }

  @Test
  void anOwnNetworkIsComparedWithWhatItWas() {
    String network = visitor.create(SMALL);
    String id = network.substring("/networks/".length());
    visitor.send("PUT", network + "/layers/conv1", "out_channels", "8", "kernel_size", "3",
        "stride", "1", "padding", "0", "dilation", "1", "groups", "1", "bias", "true",
        "padding_mode", "zeros");
    String page = page("/compare?left=" + id + "@1&right=" + id);
    assertTrue(page.contains("small (version 1) and small"), page);
    assertTrue(page.contains("2 × the parameters"), page);
    String values = Visitor.first("data-values=\"([^\"]*" + id + "@1[^\"]*)\"", page);
    assertEquals(200, visitor.bytes(values + "3").statusCode());
    assertEquals(404, visitor.bytes(values + "4").statusCode());
    assertTrue(page("/compare?left=" + id).contains(">small</option>"));
    refuses("/compare?left=" + id + "@77&right=" + id, 404, "no version");
    try (Visitor other = new Visitor(app)) {
      assertEquals(404, other.get("/compare?left=" + id + "&right=zoo:lenet5").statusCode());
      assertEquals(404, other.bytes(values + "0").statusCode());
    }
    visitor.send("DELETE", network);
    refuses("/compare?left=" + id + "&right=zoo:lenet5", 404, "has been deleted");
  }

  @Test
  void whatIsNotThereIsRefusedInASentence() {
    refuses("/compare?left=zoo:vgg99&right=zoo:vgg16", 404, "zoo:vgg99");
    refuses("/compare?left=example:none&right=zoo:vgg16", 404, "example:none");
    refuses("/compare?left=../etc&right=zoo:vgg16", 404, "../etc");
    refuses(KERNELS + "&layer=conv9", 404, "conv9");
    refuses(KERNELS + "&layer=right:conv1", 404, "right:conv1");
    refuses(KERNELS + "&picture=builtin:dog", 404, "dog");
    refuses(KERNELS + "&picture=nobody", 404, "nobody");
    refuses("/compare.csv?left=zoo:vgg16", 400, "two networks");
    refuses("/compare.pdf?left=zoo:vgg16&right=zoo:vgg11", 404, "txt, csv or md");
    assertEquals(200, visitor.get("/compare").statusCode());
    assertEquals(200, visitor.get(KERNELS + "&left_map=999999999&y=-3&x=12345").statusCode());
  }

  @Test
  void hugeAndBrokenNetworksAreComparedWithoutMaps() {
    String huge = visitor.create("""
        {"name": "huge", "input": [3, 1000, 1000], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 9000, "kernel_size": 3}]}""")
        .substring("/networks/".length());
    String page = page("/compare?left=" + huge + "&right=example:one_7x7");
    assertTrue(page.contains("Use a smaller input"), page);
    String broken = visitor.create(SMALL.replace("\"kernel_size\": 3", "\"kernel_size\": 9"))
        .substring("/networks/".length());
    assertTrue(page("/compare?left=" + broken + "&right=example:one_7x7")
        .contains("Nothing is known of small from conv1 on"));
    String empty = visitor.create("{\"name\": \"none\", \"input\": [3, 8, 8], \"layers\": []}")
        .substring("/networks/".length());
    assertEquals(200,
        visitor.get("/compare?left=" + empty + "&right=" + empty).statusCode());
  }

  @Test
  void itIsTakenAlongAsAFile() {
    HttpResponse<String> csv = visitor.get(
        "/compare.csv?left=example:one_7x7&right=example:three_3x3");
    assertTrue(csv.body().contains("total,,,,,,,441,243,-198,"), csv.body());
    assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains(".csv"));
    assertTrue(visitor.get("/compare.md?left=zoo:vgg11&right=zoo:vgg13").body()
        .startsWith("| change | left\\_layer |"));
  }

  private String page(String path) {
    HttpResponse<String> answer = visitor.get(path);
    assertEquals(200, answer.statusCode(), path + answer.body());
    return answer.body();
  }

  private void refuses(String path, int status, String sentence) {
    HttpResponse<String> answer = visitor.get(path);
    assertEquals(status, answer.statusCode(), path);
    assertTrue(answer.body().contains(sentence), path + answer.body());
  }
}
