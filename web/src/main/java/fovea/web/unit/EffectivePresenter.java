package fovea.web.unit;

import fovea.engine.explain.EffectiveReceptiveField;
import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.unit.EffectiveView.Extent;
import fovea.web.unit.EffectiveView.Frame;
import fovea.web.unit.EffectiveView.Measured;
import fovea.web.workbench.OpenNetwork;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Shows what of its field moves a unit: the gradient over the picture, and its width. */
public final class EffectivePresenter {

  /** A way back costs as much as the run; so small a one is taken without being asked for. */
  private static final long QUICK_MACS = 2_000_000_000L;

  private static final String UNKNOWN = "–";

  private final Words words;
  private final Numbers numbers;

  /** A presenter in a language. */
  public EffectivePresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /**
   * What moves a unit.
   *
   * @param seen what it sees
   * @param field what was computed; empty if nobody has yet
   */
  public EffectiveView of(
      OpenNetwork open, Unit unit, SeenBox seen, Optional<EffectiveReceptiveField> field) {
    Maps picture = open.reading().network().input();
    Frame frame = frame(seen.top(), seen.left(), seen.bottom(), seen.right());
    Measured measured = field.map(it -> measured(open, it, frame)).orElse(null);
    return new EffectiveView(open.place().unit(unit) + "/effective",
        open.reading().totals().macs() <= QUICK_MACS, open.pictureAddress(),
        picture.width(), picture.height(), window(frame, picture), frame,
        extents(frame, measured, seen.pixels(), field.map(EffectiveReceptiveField::pixels)),
        measured);
  }

  private static Frame frame(int top, int left, int bottom, int right) {
    return new Frame(left, top, right - left + 1, bottom - top + 1);
  }

  /** The frame with some of the picture around it. */
  private static String window(Frame frame, Maps picture) {
    int margin = Math.max(1, Math.max(frame.width(), frame.height()) / 8);
    int left = Math.max(0, frame.x() - margin);
    int top = Math.max(0, frame.y() - margin);
    int right = Math.min(picture.width(), frame.x() + frame.width() + margin);
    int bottom = Math.min(picture.height(), frame.y() + frame.height() + margin);
    return left + " " + top + " " + (right - left) + " " + (bottom - top);
  }

  /** Rows and columns of two boxes; pixels are counted, as a box may have gaps. */
  private List<Extent> extents(
      Frame seen, @Nullable Measured measured, long heard, Optional<Long> moving) {
    Frame frame = measured == null ? null : measured.frame();
    Frame known = frame == null ? new Frame(0, 0, 0, 0) : frame;
    return List.of(
        extent("rows", seen.height(), known.height(), measured != null),
        extent("columns", seen.width(), known.width(), measured != null),
        extent("area", heard, moving.orElse(0L), measured != null));
  }

  private Extent extent(String what, long seen, long moving, boolean isKnown) {
    return new Extent(words.say("unit.effective." + what), numbers.whole(seen),
        isKnown ? numbers.whole(moving) : UNKNOWN,
        isKnown ? numbers.percent(moving / (double) seen) : UNKNOWN);
  }

  private Measured measured(OpenNetwork open, EffectiveReceptiveField field, Frame seen) {
    float[] strength = field.strength().data();
    int width = field.gradient().dimension(2);
    int best = 0;
    for (int i = 0; i < strength.length; i++) {
      best = strength[i] > strength[best] ? i : best;
    }
    float largest = strength[best];
    String mask = mask(strength, width, seen, largest);
    if (!(largest > 0)) {
      return new Measured(mask, null, words.say("unit.effective.none"), "", "",
          numbers.whole(0));
    }
    EffectiveReceptiveField.Box box = field.box();
    return new Measured(mask, frame(box.top(), box.left(), box.bottom(), box.right()),
        words.say("unit.effective.text", numbers.percent(EffectiveReceptiveField.SHARE),
            numbers.whole(box.top()), numbers.whole(box.bottom()), numbers.whole(box.left()),
            numbers.whole(box.right())),
        words.say("unit.where", best / width, best % width),
        open.place().unit(new Unit(Node.INPUT, 0, best / width, best % width)),
        numbers.significant(largest));
  }

  /** Weak pixels outnumber strong ones by far: brightness is the square root of the strength. */
  private static String mask(float[] strength, int width, Frame seen, float largest) {
    BufferedImage image = new BufferedImage(seen.width(), seen.height(),
        BufferedImage.TYPE_BYTE_GRAY);
    byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; largest > 0 && i < grey.length; i++) {
      int pixel = (seen.y() + i / seen.width()) * width + seen.x() + i % seen.width();
      grey[i] = (byte) Math.round(255 * Math.sqrt(strength[pixel] / largest));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(file.toByteArray());
  }
}
