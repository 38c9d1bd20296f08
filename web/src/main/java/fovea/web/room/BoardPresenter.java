package fovea.web.room;

import fovea.engine.exercise.Task;
import fovea.engine.format.TextTable;
import fovea.engine.format.TextTable.Column;
import fovea.engine.reading.NetworkReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.networks.Sketch;
import fovea.web.room.BoardView.Answer;
import fovea.web.room.BoardView.Card;
import fovea.web.room.BoardView.Sort;
import fovea.web.workbench.GoalsPresenter;
import java.text.Collator;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the teacher's board. */
public final class BoardPresenter {

  private static final Duration AT_WORK = Duration.ofMinutes(1);
  private static final String NAME = "name";
  private static final List<String> SORTS = List.of(NAME, "hand", "idle", "problems", "parameters");

  /** At least one number, and nothing that does not stand beside numbers in a shape. */
  private static final Pattern SHAPE = Pattern
      .compile("[ xX×*,\\[\\]()]*\\p{Nd}[\\p{Nd} xX×*,\\[\\]()]*");

  private final Words words;
  private final GoalsPresenter goals;

  public BoardPresenter(Words words) {
    this.words = words;
    this.goals = new GoalsPresenter(words);
  }

  /**
   * The board.
   *
   * @param sort the word of an order; any other is by name
   */
  public BoardView board(
      String address, String code, Said told, String task, int solutions, List<Seat> seats,
      String sort, Instant now) {
    String asked = SORTS.contains(sort) ? sort : NAME;
    return new BoardView(address, code, said(seats, now), told,
        goals.wanted(task), solutions,
        told.question().isEmpty() ? List.of() : answers(seats),
        SORTS.stream().map(word -> new Sort(word, words.say("board.sort." + word),
            word.equals(asked))).toList(),
        sorted(seats, asked).map(seat -> card(seat, told.spotlight(), now)).toList());
  }

  private String said(List<Seat> seats, Instant now) {
    long raised = seats.stream().filter(seat -> seat.handAt() > 0).count();
    long away = seats.stream().filter(seat -> isAway(seat, now)).count();
    String here = words.say("board.said", seats.size(), raised);
    return away == 0 ? here : here + ", " + words.say("board.said.away", away);
  }

  /** Whose browser runs no scripts has no page that says so, but builds. */
  private static boolean isAway(Seat seat, Instant now) {
    Instant changedAt = seat.changedAt();
    return seat.hasNoPage()
        && (changedAt == null || changedAt.isBefore(now.minus(AT_WORK)));
  }

  private Stream<Seat> sorted(List<Seat> seats, String sort) {
    return seats.stream().sorted(order(sort, words.locale()));
  }

  private static Comparator<Seat> order(String sort, Locale locale) {
    Comparator<Seat> byName = Comparator.comparing(Seat::nickname, Collator.getInstance(locale));
    return switch (sort) {
      // Who waits longest comes first, who waits for nothing last.
      case "hand" ->
        Comparator.comparingLong((Seat seat) -> seat.handAt() == 0 ? Long.MAX_VALUE : seat.handAt())
            .thenComparing(byName);
      case "idle" -> Comparator
          .comparing((Seat seat) -> Optional.ofNullable(seat.changedAt()).orElse(Instant.EPOCH))
          .thenComparing(byName);
      case "problems" -> Comparator.comparingInt((Seat seat) -> -problems(seat))
          .thenComparing(byName);
      case "parameters" -> Comparator.comparingLong(BoardPresenter::parameters)
          .thenComparing(byName);
      default -> byName;
    };
  }

  private static int problems(Seat seat) {
    NetworkReading network = seat.network();
    return network == null ? 0 : network.problems().size();
  }

  private static long parameters(Seat seat) {
    NetworkReading network = seat.network();
    return network == null || problems(seat) > 0 ? Long.MAX_VALUE : network.totals().parameters();
  }

  private Card card(Seat seat, String spotlight, Instant now) {
    NetworkReading network = seat.network();
    Instant changedAt = seat.changedAt();
    if (network == null || changedAt == null) {
      return new Card(seat.id(), seat.nickname(), isAway(seat, now), seat.handAt() > 0, "", "", "",
          "", "", seat.message(), since(words.say("board.nothing"), seat, now), false, List.of());
    }
    Numbers numbers = words.numbers();
    return new Card(seat.id(), seat.nickname(), isAway(seat, now), seat.handAt() > 0,
        seat.address(),
        network.network().name(),
        problems(seat) > 0
            ? words.say("board.partly", network.network().nodes().size(), network.layers().size())
            : words.say("board.numbers", network.layers().size(),
                numbers.scaled(network.totals().parameters()),
                numbers.scaled(network.totals().macs())),
        problems(seat) == 0 ? "" : words.say("board.problems", problems(seat)),
        goals.met("board.goals", seat.task(), network, seat.outcome()), seat.message(),
        since(since(changedAt, now), seat, now), spotlight.startsWith(seat.address()),
        Sketch.of(network));
  }

  private String since(String changed, Seat seat, Instant now) {
    return isAway(seat, now) ? changed + " · " + words.say("board.away") : changed;
  }

  private static List<Answer> answers(List<Seat> seats) {
    Map<String, Long> counts = seats.stream().map(Seat::answer).filter(answer -> !answer.isEmpty())
        .collect(Collectors.groupingBy(BoardPresenter::plainly, TreeMap::new,
            Collectors.counting()));
    long all = counts.values().stream().mapToLong(it -> it).sum();
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> new Answer(entry.getKey(), entry.getValue().intValue(),
            (int) Math.round(100.0 * entry.getValue() / all)))
        .toList();
  }

  /** One large number, its digits in groups. */
  private static final Pattern GROUPED = Pattern.compile("[1-9]\\d{0,2}(?:[\\h,.]\\d{3})+");

  /** As shapes are printed here, however they were written: 3x32x32, [3, 32, 32], 3 × 32 × 32. */
  private static String plainly(String answer) {
    if (GROUPED.matcher(answer).matches()) {
      return answer.replaceAll("\\D+", "");
    }
    return SHAPE.matcher(answer).matches()
        ? answer.replaceAll("[^\\p{Nd}]+", " ").strip().replace(" ", " × ")
        : answer.toLowerCase(Locale.ROOT);
  }

  private String since(Instant changedAt, Instant now) {
    long minutes = Math.max(0, Duration.between(changedAt, now).toMinutes());
    return minutes == 0 ? words.say("board.now") : words.say("board.minutes", minutes);
  }

  /** The same as a file. */
  public String csv(List<Seat> seats, String sort) {
    List<Column> columns = Stream
        .of("nickname", "network", "layers", "parameters", "macs", "problems",
            "goals", "changed", "hand", "answer")
        .map(name -> new Column(name, false)).toList();
    return new TextTable(columns, sorted(seats, sort).map(BoardPresenter::line).toList()).csv();
  }

  private static List<String> line(Seat seat) {
    NetworkReading network = seat.network();
    String hand = seat.handAt() > 0 ? "up" : "";
    if (network == null) {
      return List.of(plain(seat.nickname()), "", "", "", "", "", "", "", hand,
          plain(seat.answer()));
    }
    return List.of(plain(seat.nickname()), plain(network.network().name()),
        "" + network.network().nodes().size(),
        problems(seat) > 0 ? "" : "" + network.totals().parameters(),
        problems(seat) > 0 ? "" : "" + network.totals().macs(), "" + problems(seat),
        Task.named(seat.task())
            .map(task -> task.isSolvedBy(network, seat.outcome()) ? "met" : "open").orElse(""),
        "" + seat.changedAt(), hand, plain(seat.answer()));
  }

  /** What somebody typed must be no formula for the program that opens the file. */
  private static String plain(String typed) {
    return typed.isEmpty() || "=+-@".indexOf(typed.charAt(0)) < 0 ? typed : "'" + typed;
  }
}
