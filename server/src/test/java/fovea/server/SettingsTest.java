package fovea.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void argumentsWinOverTheEnvironmentAndThatOverTheDefaults() {
    Map<String, String> environment = Map.of("FOVEA_PORT", "8000", "FOVEA_DATA", "/env");
    Settings both = Settings.of(new String[]{"--port", "9000"}, environment);
    assertEquals(9000, both.port());
    assertEquals(Path.of("/env"), both.data());
    assertEquals(
        Path.of("/arg"), Settings.of(new String[]{"--data", "/arg"}, environment).data());
    Settings defaults = Settings.of(new String[0], Map.of());
    assertEquals(7070, defaults.port());
    assertEquals("fovea", defaults.data().getFileName().toString());
    assertEquals(Set.of(), defaults.allowedOrigins());
  }

  @Test
  void originsAreAList() {
    Settings settings = Settings.of(new String[0],
        Map.of("FOVEA_ORIGINS", "https://a.example, https://b.example"));
    assertEquals(Set.of("https://a.example", "https://b.example"), settings.allowedOrigins());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port ten", "--port 70000", "--port", "--speed 3", "-1 2"})
  void aWrongArgumentIsASentence(String arguments) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Settings.of(arguments.split(" "), Map.of()));
  }
}
