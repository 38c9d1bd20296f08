package fovea.engine.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Maps that meet and differ by a cell, or by more, because of what stands on their paths. */
class UnevenMapsTest {

  @Test
  void theUNetOf358IsMendedByItsInputOrItsTransposedConvolution() {
    NetworkReading reading = NetworkReading.of(unet(3, 358, 358, "MaxPool2d", "ConvTranspose2d"));
    Problem problem = reading.problems().getFirst();
    assertTrue(problem.message().contains(
        "down3 makes 44 rows of 89 with stride 2: 1 row is dropped"), problem.message());
    List<String> titles = titles(reading, problem);
    assertEquals("Set output_padding of up3, up2 to 1", titles.get(0));
    assertEquals("Use a smaller picture, 1 × 352 × 352", titles.get(1));
    assertEquals("Use a larger picture, 1 × 360 × 360", titles.get(2));
  }

  @Test
  void axesAreMendedByThemselves() {
    NetworkReading reading = NetworkReading.of(unet(2, 22, 32, "MaxPool2d", "ConvTranspose2d"));
    List<String> titles = titles(reading, reading.problems().getFirst());
    assertTrue(titles.contains("Set output_padding of up2 to 1 × 0"), titles.toString());
    assertTrue(titles.contains("Use a smaller picture, 1 × 20 × 32"), titles.toString());
    assertTrue(titles.contains("Use a larger picture, 1 × 24 × 32"), titles.toString());
  }

  @Test
  void aBlockWithoutPaddingIsPadded() {
    NetworkReading reading = NetworkReading
        .of(Sketch.of("4×8×8 a:Conv2d(out_channels=4,kernel_size=3)"
            + " r:ReLU b:Conv2d(out_channels=4,kernel_size=3x1) x:Add()(input,b)"));
    assertEquals("Set padding of a, b to same",
        titles(reading, reading.problems().getFirst()).getFirst());
  }

  @Test
  void aPathGivesAsManyMapsOrFeaturesAsTheOther() {
    NetworkReading maps = NetworkReading.of(Sketch.of("4×8×8 a:Conv2d(out_channels=6,kernel_size=1)"
        + " n:BatchNorm2d r:ReLU x:Add()(input,r)"));
    assertEquals("Set out_channels of a to 4", titles(maps, maps.problems().getFirst()).getFirst());
    NetworkReading features = NetworkReading.of(Sketch.of("1×2×2 f:Flatten"
        + " a:Linear(out_features=6) r:ReLU x:Add()(f,r)"));
    assertEquals("Set out_features of a to 4",
        titles(features, features.problems().getFirst()).getFirst());
  }

  @Test
  void everyRepairOfABrokenUNetMovesItsFirstProblemOn() {
    Random random = new Random(5);
    int broken = 0;
    int whole = 0;
    for (int draw = 0; draw < 200; draw++) {
      int depth = 1 + random.nextInt(4);
      Network network = unet(depth, 33 + random.nextInt(64), 33 + random.nextInt(64),
          random.nextBoolean() ? "MaxPool2d" : "Conv2d",
          random.nextBoolean() ? "ConvTranspose2d" : "Upsample");
      NetworkReading reading = NetworkReading.of(network);
      if (reading.isLegal()) {
        continue;
      }
      broken++;
      Problem problem = reading.problems().getFirst();
      assertTrue(problem.message().contains("with stride 2"), problem.message());
      boolean legal = false;
      for (Repair repair : Repairs.of(reading, problem)) {
        NetworkReading after = NetworkReading.of(repair.edit().applyTo(network));
        assertTrue(after.layer(problem.layer()).isPresent(), repair.title());
        assertTrue(after.isLegal() || network.indexOf(after.problems().getFirst().layer()) > network
            .indexOf(problem.layer()), repair.title());
        legal |= after.isLegal();
        if (repair.edit() instanceof Edit.Resize(Maps size)) {
          assertTrue(after.isLegal(), repair.title() + after.problems());
          assertNoneNearer(network, size);
        }
      }
      whole += legal ? 1 : 0;
    }
    assertTrue(broken > 100, "" + broken);
    assertEquals(broken, whole);
  }

  /** Between the size there is and the one that is offered, no other fits along an axis. */
  private static void assertNoneNearer(Network network, Maps offered) {
    Maps input = network.input();
    for (int height = between(input.height(), offered.height()); height != offered
        .height(); height += Integer.signum(offered.height() - height)) {
      assertTrue(!NetworkReading.of(new Edit.Resize(
          new Maps(1, height, offered.width())).applyTo(network)).isLegal(),
          offered + " " + height);
    }
    for (int width = between(input.width(), offered.width()); width != offered
        .width(); width += Integer.signum(offered.width() - width)) {
      assertTrue(!NetworkReading.of(new Edit.Resize(
          new Maps(1, offered.height(), width)).applyTo(network)).isLegal(), offered + " " + width);
    }
  }

  private static int between(int from, int to) {
    return from == to ? to : from;
  }

  @Test
  void aThousandMeetingsThatDoNotFitAreReadAtOnce() {
    StringBuilder layers = new StringBuilder(
        "{'id':'a','type':'Conv2d','out_channels':4,'kernel_size':3}");
    for (int i = 0; i < 1_998; i++) {
      layers.append(",{'id':'s").append(i).append("','type':'Add','inputs':['input','a']}");
    }
    Network network = NetworkDocument.parse(
        ("{'input':[3,9,9],'layers':[" + layers + "]}").replace('\'', '"'));
    // Of this thread: the machine may be busy with others.
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    NetworkReading reading = NetworkReading.of(network);
    for (Problem problem : reading.problems().subList(0, 5)) {
      assertTrue(!Repairs.of(reading, problem).isEmpty());
    }
    long millis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
        / 1_000_000;
    assertEquals(1_998, reading.problems().size());
    assertTrue(millis < 1_000, millis + " ms");
  }

  private static List<String> titles(NetworkReading reading, Problem problem) {
    return Repairs.of(reading, problem).stream().map(Repair::title).toList();
  }

  /** Down and up again, joined at every level. */
  private static Network unet(int depth, int height, int width, String down, String up) {
    StringBuilder layers = new StringBuilder(conv("enc1", ""));
    for (int level = 1; level <= depth; level++) {
      layers.append(',').append(down.equals("MaxPool2d")
          ? "{'id':'down" + level + "','type':'MaxPool2d','kernel_size':2}"
          : "{'id':'down" + level + "','type':'Conv2d','out_channels':2,'kernel_size':3,'stride':2,"
              + "'padding':1}");
      layers.append(',').append(conv("enc" + (level + 1), ""));
    }
    for (int level = depth; level >= 1; level--) {
      layers.append(',').append(up.equals("Upsample")
          ? "{'id':'up" + level + "','type':'Upsample','scale_factor':2}"
          : "{'id':'up" + level + "','type':'ConvTranspose2d','out_channels':2,"
              + (down.equals("MaxPool2d")
                  ? "'kernel_size':2,'stride':2}"
                  : "'kernel_size':3,'stride':2,'padding':1,'output_padding':1}"));
      layers.append(",{'id':'cat").append(level).append("','type':'Concat','inputs':['enc")
          .append(level).append("','up").append(level).append("']},")
          .append(conv("dec" + level, ""));
    }
    return NetworkDocument.parse(("{'input':[1," + height + "," + width + "],'layers':[" + layers
        + "]}").replace('\'', '"'));
  }

  private static String conv(String id, String more) {
    return "{'id':'" + id + "','type':'Conv2d','out_channels':2,'kernel_size':3,'padding':1" + more
        + "}";
  }
}
