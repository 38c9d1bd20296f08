package fovea.engine.dataset;

/**
 * The same pictures with labels that say nothing about them, drawn by seed and place: whoever tells them
 * apart has learned them by heart.
 *
 * @see <a href="https://arxiv.org/abs/1611.03530">Zhang et al., Understanding deep learning requires
 *     rethinking generalization</a>
 */
public record Relabelled(Dataset of, long seed) implements Derived {

  @Override
  public int label(int index) {
    return Chance.of(seed, index).below(of.classes().size());
  }
}
