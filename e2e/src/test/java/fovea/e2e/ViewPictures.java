package fovea.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of each view for the documents: on a phone, a laptop and a projector, light and dark, six
 * on one sheet.
 */
final class ViewPictures {

  private static final int ROW_PIXELS = 420;
  private static final int QUALITY = 72;

  private ViewPictures() {}

  /** The folder to write into. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Map<String, StringBuilder> sheets = new LinkedHashMap<>();
    try (Stage.House house = Stage.House.open()) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (Device device : Device.values()) {
          take(house, device, scheme, sheets);
        }
      }
      for (var sheet : sheets.entrySet()) {
        Files.write(folder.resolve(sheet.getKey() + ".jpg"), sheet(house, sheet.getValue()));
      }
    }
  }

  private static void take(
      Stage.House house, Device device, ColorScheme scheme, Map<String, StringBuilder> sheets) {
    try (Visitor visitor = house.visitor(device)) {
      visitor.prefers(scheme);
      Bench bench = Bench.first(visitor);
      bench.hasRun();
      String network = visitor.page().url().replaceFirst("\\?.*", "");
      for (var view : views(network).entrySet()) {
        // What only a projector needs is asked for by the address.
        visitor.opens(view.getValue()
            + (device != Device.PROJECTOR ? "" : view.getValue().contains("?") ? "&" : "?")
            + (device != Device.PROJECTOR ? "" : "size=large"));
        visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
        visitor.page().waitForTimeout(200);
        byte[] picture = visitor.page().screenshot();
        sheets.computeIfAbsent(view.getKey(), _ -> new StringBuilder())
            .append("<img src='data:image/png;base64,")
            .append(Base64.getEncoder().encodeToString(picture)).append("'>");
      }
    }
  }

  private static Map<String, String> views(String network) {
    Map<String, String> views = new LinkedHashMap<>();
    views.put("networks", "/networks");
    views.put("workbench", network + "?layer=conv2");
    views.put("weights", network + "?layer=conv1&weights=conv1.weight[0, 0]");
    views.put("unit", network + "/layers/conv2/units/3/12/12");
    views.put("principles", network + "/principles");
    views.put("table", network + "/table");
    views.put("export", network + "/export");
    return views;
  }

  /** All of one view on one picture: light above, dark below. */
  private static byte[] sheet(Stage.House house, StringBuilder pictures) {
    try (BrowserContext context = house.browser().newContext()) {
      Page page = context.newPage();
      page.setViewportSize(1700, 2 * ROW_PIXELS + 48);
      page.setContent("<style>body{margin:0;padding:12px;background:#8b887e;display:grid;gap:12px;"
          + "grid-template-columns:repeat(3,max-content)}img{display:block;height:" + ROW_PIXELS
          + "px}</style>" + pictures);
      return page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
          .setType(ScreenshotType.JPEG).setQuality(QUALITY));
    }
  }
}
