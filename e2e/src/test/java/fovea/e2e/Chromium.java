package fovea.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The browser that the journeys run in: {@code CHROME_BIN}, else one on the PATH, else one that
 * Playwright keeps, else one installed now. Without any, the journeys fail; they are never skipped.
 */
final class Chromium {
  private static final List<String> COMMANDS = List.of("chromium", "chromium-browser",
      "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge");
  private static final Set<String> PLAYWRIGHT_NAMES = Set.of("chrome", "chrome.exe", "Chromium",
      "Google Chrome for Testing", "chrome-headless-shell", "headless_shell");
  private static final int INSTALL_MINUTES = 8;

  private Chromium() {}

  static Path executable() {
    return found()
        .or(() -> installedByPlaywright())
        .or(() -> installedByApt())
        .orElseThrow(() -> new IllegalStateException("The journeys need a browser and could not"
            + " install one: install Chromium or Chrome, or set CHROME_BIN to its program."));
  }

  private static Optional<Path> found() {
    return Stream.of(named(), onThePath(), keptByPlaywright())
        .flatMap(candidates -> candidates)
        .filter(Chromium::starts)
        .findFirst();
  }

  private static Stream<Path> named() {
    return Stream.ofNullable(System.getenv("CHROME_BIN")).filter(name -> !name.isBlank())
        .map(Path::of);
  }

  private static Stream<Path> onThePath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return COMMANDS.stream().flatMap(command -> Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, command)));
  }

  private static Stream<Path> keptByPlaywright() {
    return Stream.of(
        System.getenv().getOrDefault("PLAYWRIGHT_BROWSERS_PATH", ""),
        home(".cache", "ms-playwright"),
        home("Library", "Caches", "ms-playwright"),
        home("AppData", "Local", "ms-playwright"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(Chromium::programsIn);
  }

  private static Stream<Path> programsIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 7)) {
      return files.filter(file -> PLAYWRIGHT_NAMES.contains(String.valueOf(file.getFileName())))
          .toList().stream();
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  private static String home(String... folders) {
    return Path.of(System.getProperty("user.home"), folders).toString();
  }

  /** A file of the right name may still be a folder, a stub or lack its libraries: ask it. */
  private static boolean starts(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program)
        && succeeds(List.of(program.toString(), "--version"));
  }

  private static Optional<Path> installedByPlaywright() {
    System.out.println("No browser found: asking Playwright to install Chromium.");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var install = Stream.of(java, "-cp", System.getProperty("java.class.path"),
        "com.microsoft.playwright.CLI", "install", "chromium-headless-shell");
    var withLibraries = isRoot() ? Stream.of("--with-deps") : Stream.<String>empty();
    return succeeds(Stream.concat(install, withLibraries).toList())
        ? keptByPlaywright().filter(Chromium::starts).findFirst()
        : Optional.empty();
  }

  private static Optional<Path> installedByApt() {
    if (!isRoot()) {
      return Optional.empty();
    }
    System.out.println("No browser found: asking apt-get to install Chromium.");
    return succeeds(List.of("apt-get", "update"))
        && succeeds(List.of("apt-get", "install", "-y", "--no-install-recommends", "chromium"))
            ? found()
            : Optional.empty();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue() == 0;
      }
      process.destroy();
      return false;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
