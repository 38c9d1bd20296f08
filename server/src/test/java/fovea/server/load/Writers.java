package fovea.server.load;

import fovea.server.TestServer.Parts;
import fovea.server.load.Writer.Written;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** People who make networks, edit them, set their weights, upload pictures and join rooms. */
final class Writers {

  private static final String DOCUMENT = """
      {"name": "written %d", "input": [3, 8, 8], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 1, "kernel_size": 3},
        {"id": "relu", "type": "ReLU"}]}""";

  private static final Pattern OUT_CHANNELS = Pattern.compile("\"out_channels\": ?(\\d+)");
  private static final Pattern FIRST_WEIGHT = Pattern
      .compile("name=\"w0\"[^>]*title=\"(\\d+)(?:\\.0)?\"");

  private static final int MOST_CHANNELS = 50;
  private static final int IN_A_ROOM = 500;
  private static final int SIDE = 8;

  private final ServerProcess server;

  Writers(ServerProcess server) {
    this.server = server;
  }

  /** One of each kind. */
  List<Writer> one() {
    List<Writer> writers = new ArrayList<>();
    writers.add(networks(new Pupil(server)));
    writers.add(edits(new Pupil(server)));
    writers.add(weights(new Pupil(server)));
    writers.add(pictures(new Pupil(server)));
    writers.add(joins());
    return writers;
  }

  private static Writer networks(Pupil pupil) {
    return Writer.adding("networks made", number -> {
      Pupil.Answer answer = pupil.post("/networks", "document", DOCUMENT.formatted(number));
      return new Written(answer.status(), () -> pupil.get(answer.location() + "/document.json")
          .text().contains("\"written " + number + "\""));
    });
  }

  private static Writer edits(Pupil pupil) {
    String network = network(pupil);
    return Writer.replacing("layers edited", number -> 1 + number % MOST_CHANNELS,
        value -> pupil.edit(network + "/layers/conv", "out_channels", "" + value).status(),
        () -> number(OUT_CHANNELS, pupil.get(network + "/document.json").text()));
  }

  private static Writer weights(Pupil pupil) {
    String network = network(pupil);
    String bias = "?layer=conv&weights=conv.bias%5B0%5D";
    return Writer.replacing("weights set", IntUnaryOperator.identity(),
        value -> pupil.edit(network + "/weights" + bias, "w0", "" + value).status(),
        () -> number(FIRST_WEIGHT, pupil.get(network + bias).text()));
  }

  /** Each of another colour. */
  private static Writer pictures(Pupil pupil) {
    String network = network(pupil);
    return Writer.replacing("pictures uploaded", IntUnaryOperator.identity(),
        value -> pupil.post(network + "/picture", new Parts().file("picture", picture(value)))
            .status(),
        () -> colour(pupil.bytes(network + "/input.png")));
  }

  /** Each as another person. */
  private Writer joins() {
    AtomicReference<Classroom> room = new AtomicReference<>();
    return Writer.adding("rooms joined", number -> {
      if (room.get() == null || number % IN_A_ROOM == 0) {
        room.set(Classroom.open(server));
      }
      Classroom joined = room.get();
      Pupil pupil = new Pupil(server);
      return new Written(joined.lets(pupil, "Student " + number).status(),
          () -> pupil.get(joined.room()).text().contains("Student " + number));
    });
  }

  private static String network(Pupil pupil) {
    return pupil.post("/networks", "document", DOCUMENT.formatted(0)).location();
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : -1;
  }

  private static byte[] picture(int colour) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < SIDE * SIDE; at++) {
      image.setRGB(at % SIDE, at / SIDE, colour);
    }
    return PictureFiles.file("png", image);
  }

  private static int colour(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      return image == null ? -1 : image.getRGB(0, 0) & 0xFF_FFFF;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
