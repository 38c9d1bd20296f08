package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BuiltInPicturesTest {

  @Test
  void everyNameHasItsPictureAndDrawsItTheSameAgain() {
    BuiltInPictures pictures = new BuiltInPictures();
    assertTrue(pictures.names().contains("harbour"));
    for (String name : pictures.names()) {
      Picture picture = pictures.picture(name).orElseThrow();
      assertEquals(BuiltInPictures.SIDE, picture.width());
      Picture again = new BuiltInPictures().picture(name).orElseThrow();
      assertArrayEquals(picture.pixels(), again.pixels(), name);
    }
  }

  @Test
  void anUnknownNameHasNone() {
    assertTrue(new BuiltInPictures().picture("nothing").isEmpty());
  }
}
