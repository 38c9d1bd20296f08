package fovea.web.why;

import fovea.engine.explain.Occlusion;
import fovea.engine.explain.Occlusion.Patch;
import fovea.engine.tensor.Tensor;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.why.WhyView.Box;
import fovea.web.why.WhyView.Choice;
import fovea.web.why.WhyView.Covered;
import fovea.web.why.WhyView.Covering;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows what a network says of a class with a part of the picture covered. */
public final class CoverPresenter {

  private final Words words;
  private final Numbers numbers;
  private final String name;
  private final int target;

  CoverPresenter(Words words, String name, int target) {
    this.words = words;
    this.numbers = words.numbers();
    this.name = name;
    this.target = target;
  }

  /**
   * The picture was covered.
   *
   * @param sizes of squares to choose from
   * @param isCoarse whether the square would go in finer steps if the network were smaller
   * @param sheet makes a sheet in base 64 of a map
   */
  public Covering covered(
      List<Integer> sizes, Occlusion found, boolean isCoarse, Function<Tensor, String> sheet) {
    Patch patch = found.patch();
    int most = IntStream.range(0, (int) patch.places()).boxed()
        .max((a, b) -> Double.compare(fall(found, a), fall(found, b))).orElseThrow();
    int row = most / patch.columns();
    int column = most % patch.columns();
    Box box = new Box(patch.left(column), patch.top(row), patch.size(), patch.size());
    String template = words.say("why.cover.place", name,
        numbers.percent(found.whole().data()[target]));
    String shares = IntStream.range(0, (int) patch.places())
        .mapToObj(i -> share(found, i)).collect(Collectors.joining("|"));
    String said = template
        .replace("{top}", numbers.whole(box.y()))
        .replace("{bottom}", numbers.whole(box.y() + box.height() - 1L))
        .replace("{left}", numbers.whole(box.x()))
        .replace("{right}", numbers.whole(box.x() + box.width() - 1L))
        .replace("{share}", share(found, most));
    return new Covering(lead(), choices(sizes, patch.size()), steps(patch, isCoarse), "",
        new Covered(sheet.apply(found.map(target)), patch.rows(), patch.columns(), patch.size(),
            patch.stride(), shares,
            template, row, column, box, said));
  }

  private double fall(Occlusion found, int place) {
    return found.fall(
        place / found.patch().columns(), place % found.patch().columns(), target);
  }

  private String share(Occlusion found, int place) {
    return numbers.percent(found.share(
        place / found.patch().columns(), place % found.patch().columns(), target));
  }

  private String steps(Patch patch, boolean isCoarse) {
    String steps = words.say("why.cover.steps", numbers.whole(patch.stride()),
        numbers.whole(patch.places()));
    return isCoarse ? steps + " " + words.say("why.cover.coarse") : steps;
  }

  /** It can be, but takes so long that somebody should ask for it. */
  public Covering offered(List<Integer> sizes, Patch patch, boolean isCoarse, Duration time) {
    return new Covering(lead(), choices(sizes, patch.size()), steps(patch, isCoarse),
        words.say("why.cover.do", numbers.time(time.toNanos())), null);
  }

  /** It is more work than anybody may ask for here. */
  public Covering refused(List<Integer> sizes, Patch patch) {
    return new Covering(lead(), choices(sizes, patch.size()),
        words.say("why.cover.refused", numbers.whole(patch.places())), "", null);
  }

  private String lead() {
    return words.say("why.cover.lead", name);
  }

  private List<Choice> choices(List<Integer> sizes, int chosen) {
    return sizes.stream()
        .map(size -> new Choice(
            size.toString(), numbers.whole(size) + " × " + numbers.whole(size), size == chosen))
        .toList();
  }
}
