package fovea.engine.dataset;

import fovea.engine.network.Shape;
import java.util.List;

/** A set that is made of another one, and like it in all that it does not say itself. */
interface Derived extends Dataset {

  /** The other one. */
  Dataset of();

  @Override
  default List<String> classes() {
    return of().classes();
  }

  @Override
  default Shape.Maps shape() {
    return of().shape();
  }

  @Override
  default int count() {
    return of().count();
  }

  @Override
  default int label(int index) {
    return of().label(index);
  }

  @Override
  default void image(int index, float[] into, int from) {
    of().image(index, into, from);
  }
}
