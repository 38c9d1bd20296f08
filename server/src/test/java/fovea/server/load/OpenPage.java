package fovea.server.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a network that somebody has open. As its scripts do, it says with each change what it
 * shows, and is answered by what is another then. For one thread at a time.
 */
final class OpenPage {

  private static final Pattern SHOWS = Pattern.compile("id=\"saved\"[^>]* data-shows=\"([^\"]+)\"");

  private final Pupil pupil;
  private final String network;
  private volatile String shows;

  /** Opens it. */
  OpenPage(Pupil pupil, String network) {
    this.pupil = pupil;
    this.network = network;
    this.shows = Pupil.first(SHOWS, pupil.get(network).text());
  }

  Pupil pupil() {
    return pupil;
  }

  /** The address of the network. */
  String network() {
    return network;
  }

  /** Changes a layer; whether the server did. */
  boolean edit(String layer, String... fields) {
    Pupil.Answer answer = pupil.editOn(network + "?layer=" + layer, shows,
        network + "/layers/" + layer, fields);
    Matcher now = SHOWS.matcher(answer.text());
    if (now.find()) {
      shows = now.group(1);
    }
    return answer.status() == 200;
  }
}
