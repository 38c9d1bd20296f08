package fovea.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import fovea.server.App;
import fovea.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a journey its {@link Visitor}: one real server on a free port and one browser for all
 * journeys of this JVM, of which two run side by side, and for each a browser context of its own, so that nobody meets another's cookies.
 */
final class Stage implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace HERE = Namespace.create(Stage.class);
  /** A machine that builds and tests at once is slow; a journey is about what happens, not when. */
  private static final int PATIENCE_MILLIS = 40_000;
  /** Nothing but the journey may use the network, the disk cache or the screen. */
  private static final List<String> QUIET = List.of("--disable-background-networking",
      "--disable-component-update", "--disable-default-apps", "--disable-extensions",
      "--disable-sync", "--no-first-run", "--no-default-browser-check", "--disable-dev-shm-usage",
      "--force-color-profile=srgb",
      // A camera that every machine has: a moving test picture, lent without asking.
      "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Visitor.class;
  }

  @Override
  public Visitor resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Device device = parameter.findAnnotation(At.class).map(At::value).orElse(Device.LAPTOP);
    House house = test.getStore(StoreScope.LAUNCHER_SESSION, HERE)
        .getOrComputeIfAbsent(House.class, nothing -> House.open(), House.class);
    Visitor visitor = house.visitor(device);
    test.getStore(HERE).put(parameter.getIndex(), visitor);
    return visitor;
  }

  /** A journey that ended well must also have been quiet; one that failed leaves a picture. */
  @Override
  public void afterTestExecution(ExtensionContext test) {
    for (int i = 0; i < test.getRequiredTestMethod().getParameterCount(); i++) {
      Visitor visitor = test.getStore(HERE).get(i, Visitor.class);
      if (visitor != null) {
        leaves(visitor, test);
      }
    }
  }

  private static void leaves(Visitor visitor, ExtensionContext test) {
    if (test.getExecutionException().isPresent()) {
      visitor.picture("failed-" + test.getRequiredTestMethod().getName());
    } else {
      visitor.sawNoErrors();
    }
  }

  /** The server and the browser, closed with the last journey. */
  record House(App app, Playwright playwright, Browser browser) implements AutoCloseable {

    static House open() {
      // Playwright must not download browsers of its own: the machine's is used.
      var quiet = new Playwright.CreateOptions()
          .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
      var playwright = Playwright.create(quiet);
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      var options = new BrowserType.LaunchOptions().setExecutablePath(Chromium.executable())
          .setArgs(QUIET).setChromiumSandbox(!Chromium.isRoot());
      return new House(App.start(settings()), playwright, playwright.chromium().launch(options));
    }

    private static Settings settings() {
      try {
        String data = Files.createTempDirectory(Path.of("target"), "journeys").toString();
        return Settings.of(new String[]{"--port", "0", "--data", data}, Map.of());
      } catch (IOException fullDisk) {
        throw new UncheckedIOException(fullDisk);
      }
    }

    /** Somebody with a browser of their own. */
    Visitor visitor(Device device) {
      return new Visitor(browser.newContext(device.context().setBaseURL(address())), device);
    }

    /** Another browser of somebody's: it keeps what theirs does. */
    Visitor visitor(Device device, String kept) {
      return new Visitor(browser.newContext(
          device.context().setBaseURL(address()).setStorageState(kept)), device);
    }

    private String address() {
      return "http://localhost:" + app.port();
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
      app.close();
    }
  }
}
