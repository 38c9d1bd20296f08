package fovea.web.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.web.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said and drawn about each argument of each type. */
class ArgumentHelpTest {

  /** Words say all about it. */
  private static final String WITHOUT_PICTURE = "eps";

  @Test
  void eachArgumentOfEachTypeSaysInEachLanguageWhatItDoes() {
    for (String language : Words.LANGUAGES) {
      Words words = Words.in(Locale.of(language));
      for (LayerType type : LayerType.all()) {
        for (FieldView field : fields(words, StartingLayer.of(type, null))) {
          HelpView help = Objects.requireNonNull(field.help(), type.name() + field.name());
          assertTrue(help.sentence().length() > 8, help.sentence());
          assertNotEquals(field.hint(), help.sentence(), "not how to type it");
          assertEquals(field.name().equals(WITHOUT_PICTURE), help.drawing() == null, field.name());
        }
      }
    }
  }

  /** Whatever can be typed, legal or not, is drawn within the room that there is. */
  @Test
  @Timeout(60)
  void everyValueCanBeDrawnInTheRoomOfAnInspector() {
    Random random = new Random(5);
    int[] numbers = {-2_000_000_000, -7, 0, 1, 2, 3, 5, 7, 64, 512, 2_000_000_000};
    for (int draw = 0; draw < 2_000; draw++) {
      for (LayerType type : LayerType.all()) {
        Map<String, Object> values = new HashMap<>();
        for (LayerArgument argument : type.arguments()) {
          int one = numbers[random.nextInt(numbers.length)];
          int other = numbers[random.nextInt(numbers.length)];
          switch (argument.kind()) {
            case INTEGER -> values.put(argument.name(), one);
            case PAIR -> values.put(argument.name(), new Pair(one, other));
            case SIDES -> values.put(argument.name(),
                new OutputSize(one, random.nextBoolean() ? null : (Integer) other));
            case NUMBER -> values.put(argument.name(), random.nextGaussian() * one);
            case BOOLEAN -> values.put(argument.name(), random.nextBoolean());
            case PADDING -> values.put(argument.name(), new Padding.Explicit(new Pair(one, other)));
            case CHOICE -> {
              // Those there are have pictures of their own.
            }
          }
        }
        Layer layer = LayerType.with(StartingLayer.of(type, null), values);
        for (FieldView field : fields(Words.in(Locale.ENGLISH), layer)) {
          Drawing drawing = Objects.requireNonNull(field.help()).drawing();
          if (drawing != null) {
            assertFalse(drawing.marks().isEmpty(), layer + " " + field.name());
            assertTrue(drawing.width() > 0 && drawing.width() < 700, layer + " " + field.name());
            assertTrue(drawing.height() > 0 && drawing.height() < 700, layer + " " + field.name());
          }
        }
      }
    }
  }

  @Test
  void aPictureFollowsTheValues() {
    Words words = Words.in(Locale.ENGLISH);
    for (String name : List.of("kernel_size", "stride", "dilation", "padding")) {
      Map<String, Object> values = new HashMap<>(Map.of("out_channels", 4, "kernel_size", 3));
      values.put(name, 2);
      Layer two = LayerType.named("Conv2d").orElseThrow().create(values);
      values.put(name, 4);
      Layer four = LayerType.named("Conv2d").orElseThrow().create(values);
      assertNotEquals(marks(words, two, name), marks(words, four, name), name);
    }
  }

  private static List<Drawing.Mark> marks(Words words, Layer layer, String name) {
    return fields(words, layer).stream()
        .filter(field -> field.name().equals(name))
        .map(field -> Objects.requireNonNull(Objects.requireNonNull(field.help()).drawing()))
        .findFirst().orElseThrow().marks();
  }

  /** All but the id. */
  private static List<FieldView> fields(Words words, Layer layer) {
    List<FieldView> fields = new LayerFields(words, Typed.FINE).of(
        new Node("layer", List.of(), layer), Optional.empty(),
        Optional.of(new Shape.Maps(4, 9, 9)));
    return fields.subList(1, fields.size());
  }
}
