package fovea.engine.compare;

import fovea.engine.compare.Traits.Work;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer of one network is the like of which layer of another. Both lists, in order of
 * computation, are walked from front to back; each step pairs a layer of each, or passes one that
 * stays alone. Of all walks the cheapest is taken, as Needleman and Wunsch (1970) align proteins:
 *
 * <ul>
 *   <li>a layer that stays alone costs 1;
 *   <li>a pair must do the same sort of work: what has weights, pools, activations and merges are
 *       such sorts, and all others their own type;
 *   <li>a pair costs 0.4 for another type, or 0.4 times the share of arguments that differ; 1.2 for
 *       each time that one of them has halved the picture more often than the other, at most 1.5,
 *       and 1.5 if only one still has maps; 0.1 for each time that one has twice the channels, at
 *       most 0.3; and 0.3 for another name.
 * </ul>
 *
 * Where several walks cost the same, layers are paired as early as possible. Time and memory grow
 * with the product of the numbers of layers: two networks of the largest size take 16 MB and part of
 * a second.
 */
public final class Alignment {

  /** For a layer that stays alone. */
  public static final int NONE = -1;

  private final List<Traits> left;
  private final List<Traits> right;
  /** Which of the different kinds of work the layers do, and what it costs to take one for another. */
  private final int[] leftWork;
  private final int[] rightWork;
  private final double[][] unlike;
  /** What the cheapest walk costs from the i-th layer on the left and the j-th on the right on. */
  private final float[][] rest;

  /**
   * One step of the walk.
   *
   * @param left the place of a layer in its network's list, or {@link #NONE}
   * @param right the place of its like, or {@link #NONE}; one of both is a place
   */
  public record Step(int left, int right) {}

  private Alignment(List<Traits> left, List<Traits> right) {
    this.left = left;
    this.right = right;
    Map<Work, Integer> works = new LinkedHashMap<>();
    this.leftWork = numbered(left, works);
    this.rightWork = numbered(right, works);
    this.unlike = works.keySet().stream()
        .map(one -> works.keySet().stream().mapToDouble(one::unlike).toArray())
        .toArray(double[][]::new);
    this.rest = new float[left.size() + 1][right.size() + 1];
    for (int i = left.size(); i >= 0; i--) {
      for (int j = right.size(); j >= 0; j--) {
        rest[i][j] = i == left.size() || j == right.size()
            ? Traits.ALONE * (left.size() - i + right.size() - j)
            : Math.min(together(i, j), Math.min(leftAlone(i, j), rightAlone(i, j)));
      }
    }
  }

  private static int[] numbered(List<Traits> layers, Map<Work, Integer> works) {
    return layers.stream()
        .mapToInt(layer -> works.computeIfAbsent(layer.work(), _ -> works.size())).toArray();
  }

  /** The cheapest walk along two networks, legal or not. */
  public static List<Step> of(NetworkReading left, NetworkReading right) {
    return new Alignment(Traits.of(left), Traits.of(right)).walk();
  }

  private float together(int i, int j) {
    return left.get(i).unlike(right.get(j), unlike[leftWork[i]][rightWork[j]])
        + rest[i + 1][j + 1];
  }

  private float leftAlone(int i, int j) {
    return Traits.ALONE + rest[i + 1][j];
  }

  private float rightAlone(int i, int j) {
    return Traits.ALONE + rest[i][j + 1];
  }

  private List<Step> walk() {
    List<Step> steps = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean both = i < left.size() && j < right.size();
      if (both && rest[i][j] == together(i, j)) {
        steps.add(new Step(i++, j++));
      } else if (j == right.size() || (both && rest[i][j] == leftAlone(i, j))) {
        steps.add(new Step(i++, NONE));
      } else {
        steps.add(new Step(NONE, j++));
      }
    }
    return steps;
  }
}
