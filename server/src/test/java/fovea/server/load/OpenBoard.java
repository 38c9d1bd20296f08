package fovea.server.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The board that a teacher has open: it names the seats that it shows, as its script does. Thread-safe. */
final class OpenBoard {

  private static final Pattern ORDER = Pattern.compile("<ul class=\"seats\" data-shows=\"(\\w+)\"");
  private static final Pattern SEAT = Pattern
      .compile("<li class=\"seat\"[^>]* data-shows=\"(\\w+)\" id=\"(seat-\\w+)\"");

  private final Pupil teacher;
  private final String room;
  private final Map<String, String> seats = new LinkedHashMap<>();
  private String order = "";

  /** Opens it. */
  OpenBoard(Pupil teacher, String room) {
    this.teacher = teacher;
    this.room = room;
    take(teacher.get(room).text());
  }

  /** Asks for what has changed; whether the server said it. */
  synchronized boolean look() {
    Pupil.Answer answer = teacher.ask(room + "/now?at=" + room + "&board=" + order + '+'
        + String.join("+", seats.values()));
    take(answer.text());
    return answer.status() == 200;
  }

  private void take(String page) {
    Matcher all = ORDER.matcher(page);
    if (all.find()) {
      order = all.group(1);
      seats.clear();
    }
    Matcher seat = SEAT.matcher(page);
    while (seat.find()) {
      seats.put(seat.group(2), seat.group(1));
    }
  }
}
