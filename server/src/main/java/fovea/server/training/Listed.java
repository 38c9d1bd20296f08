package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Stored;
import fovea.engine.network.Shape;
import fovea.server.storage.KeptSet;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetPictureStore.SetPicture;
import java.util.List;

/** A made set whose pictures are read when they are asked for; one that was removed meanwhile is black. */
record Listed(KeptSet set, List<SetPicture> rows, SetPictureStore pictures) implements Dataset {

  @Override
  public List<String> classes() {
    return set.classes();
  }

  @Override
  public Shape.Maps shape() {
    return set.shape();
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public int label(int index) {
    return rows.get(index).label();
  }

  @Override
  public void image(int index, float[] into, int from) {
    pictures.pixels(set, rows.get(index).number())
        .ifPresent(pixels -> Stored.copy(pixels, into, from));
  }
}
