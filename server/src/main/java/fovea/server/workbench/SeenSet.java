package fovea.server.workbench;

import fovea.engine.dataset.Dataset;
import fovea.engine.network.Shape.Maps;
import fovea.engine.tensor.Tensor;
import fovea.server.picture.Normalisation;
import java.util.List;

/**
 * A set as a network sees it.
 *
 * @param of the pictures, numbers from 0 to 1
 * @param normalisation what is done to them before the network
 */
record SeenSet(Dataset of, Normalisation normalisation) implements Dataset {

  @Override
  public List<String> classes() {
    return of.classes();
  }

  @Override
  public Maps shape() {
    return of.shape();
  }

  @Override
  public int count() {
    return of.count();
  }

  @Override
  public int label(int index) {
    return of.label(index);
  }

  @Override
  public Tensor image(int index) {
    return normalisation.of(of.image(index));
  }

  @Override
  public void image(int index, float[] into, int from) {
    float[] numbers = image(index).data();
    System.arraycopy(numbers, 0, into, from, numbers.length);
  }
}
