package fovea.web.workbench;

import fovea.engine.format.NumberType;
import fovea.engine.format.StateDict;
import fovea.engine.format.StateDict.Line;
import fovea.engine.format.StateDict.Match;
import fovea.engine.format.StoredTensor;
import fovea.engine.reading.Parameter;
import fovea.web.Words;
import java.util.Comparator;
import java.util.List;

/** Says why a file of weights was not loaded. */
public final class ImportPresenter {

  /** More than anybody renames by hand. */
  private static final int MOST_ROWS = 200;

  /** What is to be mended stands before what fits. */
  private static final List<Match> ORDER = List.of(Match.OTHER_SHAPE, Match.OTHER_TYPE,
      Match.UNKNOWN, Match.ABSENT, Match.COUNTER, Match.FITS);

  private final Words words;
  private final String address;

  /** For the network under that address. */
  public ImportPresenter(Words words, String address) {
    this.words = words;
    this.address = address;
  }

  /** A file of which no table can be made. */
  public ImportRefusal saying(String sentence) {
    return new ImportRefusal(address, sentence, List.of(), "");
  }

  /** A file of which some does not fit. */
  public ImportRefusal of(StateDict matched) {
    List<Line> lines = matched.lines().stream()
        .sorted(Comparator.comparingInt(line -> ORDER.indexOf(line.match())))
        .toList();
    int more = lines.size() - MOST_ROWS;
    long misfits = matched.misfits().size();
    String sentence = words.count("import.misfits", misfits)
        + (matched.prefix().isEmpty() ? "" : " " + words.say("loaded.prefix", matched.prefix()));
    return new ImportRefusal(address, sentence,
        lines.stream().limit(MOST_ROWS).map(line -> row(line, lines)).toList(),
        more > 0 ? words.count("import.more", more) : "");
  }

  private ImportRefusal.Row row(Line line, List<Line> all) {
    StoredTensor tensor = line.tensor();
    Parameter parameter = line.parameter();
    return new ImportRefusal.Row(
        tensor == null ? "" : tensor.name(),
        tensor == null ? "" : found(tensor),
        parameter == null ? "" : parameter.name(),
        parameter == null ? "" : parameter.shape().toString(),
        line.match() == Match.FITS || line.match() == Match.COUNTER, why(line, all));
  }

  private static String found(StoredTensor tensor) {
    return tensor.shape() + (tensor.type() == NumberType.F32 ? "" : " " + tensor.type());
  }

  private String why(Line line, List<Line> all) {
    String why = words.say("import.match." + line.match());
    StoredTensor tensor = line.tensor();
    if (line.match() != Match.UNKNOWN || tensor == null) {
      return why;
    }
    // Where only one tensor could be only one parameter, that is worth a guess, but no more.
    List<Line> alike = all.stream().filter(other -> isOf(other, tensor.shape())).toList();
    return alike.size() == 2
        ? alike.stream().map(Line::parameter).filter(parameter -> parameter != null).findFirst()
            .map(parameter -> why + "; " + words.say("import.alike", parameter.name())).orElse(why)
        : why;
  }

  private static boolean isOf(Line line, List<Long> shape) {
    StoredTensor tensor = line.tensor();
    Parameter parameter = line.parameter();
    return (line.match() == Match.UNKNOWN && tensor != null && tensor.shape().equals(shape))
        || (line.match() == Match.ABSENT && parameter != null && parameter.shape().equals(shape));
  }
}
