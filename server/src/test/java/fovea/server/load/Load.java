package fovea.server.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the experiments one after the other, prints what was found and writes it into a file; ends
 * with 1 if a row is not held. Arguments: the file, then {@code all} or what the rows are called,
 * separated by commas.
 */
public final class Load {

  private static final Logger LOG = LoggerFactory.getLogger(Load.class);

  private static final List<Experiment> ALL = List.of(
      new ClassAtWork(), new Overload(), new OneAddress(), new Kills(), new SlowClients(),
      new BadFiles(), new Bombs(), new AnswersUnderLoad(), new AccessForAll(),
      new TwoServers(), new ThirtyTrain(), new Fuzz());

  private static final String SORT = "this machine sorts 2 million numbers in ms";

  private Load() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<Row> rows = new ArrayList<>();
    for (Experiment experiment : wanted(args[1])) {
      System.out.println(experiment.id());
      long before = sortMillis();
      Row row = row(experiment);
      row.figures().put(SORT, before + " before, " + sortMillis() + " after");
      row.figures().forEach((name, figure) -> System.out.printf("  %-52s %s%n", name, figure));
      System.out.printf("  %s%n%n", row.held() ? "held" : "NOT HELD");
      rows.add(row);
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
    }
    System.exit(rows.stream().allMatch(Row::held) ? 0 : 1);
  }

  /** Machines differ, and a shared one from minute to minute: what a fixed piece of work takes on it. */
  private static long sortMillis() {
    return IntStream.range(0, 21).mapToLong(_ -> {
      int[] numbers = new Random(1).ints(2_000_000).toArray();
      long begun = System.nanoTime();
      Arrays.sort(numbers);
      return (System.nanoTime() - begun) / 1_000_000;
    }).sorted().skip(10).findFirst().orElseThrow();
  }

  private static List<Experiment> wanted(String names) {
    List<String> ids = ALL.stream().map(Experiment::id).toList();
    List<String> wanted = names.equals("all") ? ids : List.of(names.split(",", -1));
    if (!ids.containsAll(wanted)) {
      throw new IllegalArgumentException("expected some of " + ids + " but found " + names);
    }
    return ALL.stream().filter(experiment -> wanted.contains(experiment.id())).toList();
  }

  /** The others are still to be heard of if one does not come to its end. */
  private static Row row(Experiment experiment) throws InterruptedException {
    try {
      return experiment.run();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception broken) {
      LOG.error("{} was not finished", experiment.id(), broken);
      return new Row(experiment.id(), new LinkedHashMap<>(Map.of("ended by", broken.toString())),
          false);
    }
  }
}
