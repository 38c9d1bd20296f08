package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a person can do about a problem: edits that have been tried on the network, after which the
 * layer that had the problem is legal.
 */
public final class Repairs {

  private static final Map<String, Object> PLAINEST = Map.of(
      "kernel_size", Pair.of(1),
      "stride", Pair.of(1),
      "padding", Pair.of(0),
      "output_padding", Pair.of(0),
      "dilation", Pair.of(1),
      "groups", 1,
      "padding_mode", PaddingMode.ZEROS,
      "output_size", OutputSize.of(1),
      "scale_factor", Pair.of(2));

  private Repairs() {}

  /** One to four repairs of a problem, the gentlest first. */
  public static List<Repair> of(NetworkReading reading, Problem problem) {
    if (problem.layer().equals(Node.INPUT)) {
      return List.of(atLeastOneCell(reading.network().input()));
    }
    Proposals proposals = new Proposals(reading, problem);
    switch (problem) {
      case Problem.IllegalArgument illegal ->
        new ArgumentRepairs(proposals).illegalArgument(illegal.argument());
      case Problem.WrongRank wrong -> new ShapeRepairs(proposals).wrongRank(wrong);
      case Problem.DoesNotFit tight -> new WindowRepairs(proposals).shrinkWindow(tight.input());
      case Problem.NotDivisible _ -> new ChannelRepairs(proposals).regroup();
      case Problem.TooMuchPadding _ -> new WindowRepairs(proposals).padLess();
      case Problem.ShapesDisagree disagree -> new MergeRepairs(proposals).align(disagree);
      case Problem.BadWiring wiring -> new WiringRepairs(proposals).rewire(wiring);
      case Problem.TooLarge _ -> new ArgumentRepairs(proposals).shrink();
    }
    if (proposals.working().isEmpty()) {
      proposals.set(PLAINEST);
    }
    List<Repair> working = proposals.working();
    return working.isEmpty()
        ? List.of(new Repair(Way.REMOVE.with(problem.layer()), new Edit.Remove(problem.layer())))
        : working;
  }

  private static Repair atLeastOneCell(Maps input) {
    Maps repaired = new Maps(
        Math.max(1, input.channels()), Math.max(1, input.height()), Math.max(1, input.width()));
    return new Repair(Way.INPUT.with(repaired), new Edit.Resize(repaired));
  }
}
