package fovea.web.compare;

import fovea.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Comparisons that teach one thing each, ready to be opened. */
public enum Ready {
  KERNELS("example:one_7x7", "example:three_3x3"), SEPARABLE("example:convolution",
      "example:depthwise_separable"), LOCAL("example:shared", "example:locally_connected"), FULL(
          "example:shared", "example:fully_connected"), STRIDE("example:pooling",
              "example:strided"), DEPTH("zoo:vgg16", "zoo:resnet50");

  private final String left;
  private final String right;

  Ready(String left, String right) {
    this.left = left;
    this.right = right;
  }

  /** One of them, ready to print. */
  public record Link(String address, String title, String note, boolean isHere) {}

  /** All, the one of these two networks marked. */
  public static List<Link> links(Words words, String left, String right) {
    return Arrays.stream(values()).map(ready -> {
      String key = "compare.ready." + ready.name().toLowerCase(Locale.ROOT);
      return new Link("/compare?left=" + ready.left + "&right=" + ready.right, words.say(key),
          words.say(key + ".note"), ready.left.equals(left) && ready.right.equals(right));
    }).toList();
  }
}
