package fovea.web.workbench;

import fovea.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** Makes the history of a network, each line in the words of what was done. */
public final class VersionsPresenter {

  private final Words words;
  private final DateTimeFormatter times;

  /** A presenter in a language; times are those of the server's place, as a school's are. */
  public VersionsPresenter(Words words) {
    this.words = words;
    this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(words.locale()).withZone(ZoneId.systemDefault());
  }

  /** A version as it is kept. */
  public record Kept(int number, String what, String subject, String label, Instant madeAt) {}

  /** The history of the network under that address, which stands at one of the versions. */
  public VersionsView of(String address, int here, List<Kept> versions) {
    String label = versions.stream().filter(version -> version.number == here)
        .map(Kept::label).findFirst().orElse("");
    return new VersionsView(address, label, versions.stream()
        .map(version -> new VersionsView.Line(version.number, what(version),
            times.format(version.madeAt), version.madeAt.toString(), !version.label.isEmpty(),
            version.number == here))
        .toList());
  }

  private String what(Kept version) {
    if (!version.label.isEmpty()) {
      return version.label;
    }
    return words.say("version." + version.what, version.what.equals("loaded")
        ? Loaded.parse(version.subject).sentence(words)
        : version.subject);
  }
}
