package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Stored;
import fovea.engine.network.Shape;
import fovea.server.picture.Fit;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureFit;
import java.util.List;

/**
 * A set whose pictures are brought to another shape each time they are asked for, just as the workbench brings any
 * picture to a network: its middle, grey by luma for one channel, and from the start again for more than there are.
 */
public record Fitted(Dataset of, Shape.Maps shape) implements Dataset {

  @Override
  public List<String> classes() {
    return of.classes();
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
  public void image(int index, float[] into, int from) {
    byte[] pixels = PictureFit.fit(Picture.ofTensor(of.image(index)), shape, Fit.CROP).bytes();
    Stored.copy(pixels, into, from);
  }
}
