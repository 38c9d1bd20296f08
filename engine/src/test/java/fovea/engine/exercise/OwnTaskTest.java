package fovea.engine.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTaskTest {

  /** 8 maps of 6 × 6 from 3 of 8 × 8: 3·3·3·8 + 8 = 224 parameters, 27·8·36 = 7,776 products. */
  private static final Network CONV = NetworkBuilder.named("conv", new Maps(3, 8, 8))
      .add("conv", Layers.conv(8, 3, 1, 0)).build();

  @Test
  void aWordSaysAllItsGoalsAndIsReadAgain() {
    List<Goal> goals = List.of(new Goal.OutputIs(new Maps(8, 6, 6)), new Goal.ParametersBelow(225),
        new Goal.MacsBelow(7_777), new Goal.FieldAtLeast(3, 3));
    String word = OwnTask.word(goals);
    assertEquals("own:output_is=8x6x6,parameters_below=225,macs_below=7777,field_at_least=3x3",
        word);
    Task task = Task.named(word).orElseThrow();
    assertTrue(task.isOwn());
    assertEquals(goals, task.goals().subList(0, 4));
    assertTrue(task.isSolvedBy(NetworkReading.of(CONV)));
    assertEquals(new Goal.OutputIs(new Features(10)),
        Task.named("own:output_is=10").orElseThrow().goals().getFirst());
  }

  @Test
  void eachGoalIsMissedByOne() {
    for (String goal : List.of("output_is=8x6x7", "output_is=8", "parameters_below=224",
        "macs_below=7776", "field_at_least=4x3")) {
      Task task = Task.named("own:" + goal).orElseThrow();
      assertFalse(task.isSolvedBy(NetworkReading.of(CONV)), goal);
    }
  }

  @Test
  void whereTheLargestNumberIsCountsOnThatPictureAlone() {
    String word = OwnTask.word(List.of(new Goal.LargestIs(5, "ab")));
    assertEquals("own:largest_is=5@ab", word);
    Task task = Task.named(word).orElseThrow();
    assertTrue(task.wantsOutcome());
    NetworkReading network = NetworkReading.of(CONV);
    assertFalse(task.isSolvedBy(network), "it was not run");
    assertTrue(task.isSolvedBy(network, Outcome.of("5@ab")));
    assertFalse(task.isSolvedBy(network, Outcome.of("4@ab")));
    assertFalse(task.isSolvedBy(network, Outcome.of("-1@ab")));
    assertFalse(task.isSolvedBy(network, Outcome.of("5@ac")));
    assertEquals(List.of(BigInteger.valueOf(4)),
        task.check(network, Outcome.of("4@ab")).getFirst().now());
    assertEquals("own:largest_is=5@c0", OwnTask.about("c0", word));
    assertEquals(Outcome.of("5@ab").orElseThrow().word(), "5@ab");
  }

  @Test
  void whatIsNoSuchWordIsNoTask() {
    for (String word : List.of("own:", "own:x=1", "own:output_is=1x2", "own:output_is=",
        "own:parameters_below=1x1", "own:legal=1", "own:macs_below=9999999999999",
        "own:output_is=1,", "own:largest_is=1", "own:largest_is=1x1@ab", "own:macs_below=1@",
        "owner")) {
      assertTrue(Task.named(word).isEmpty(), word);
    }
    assertThrows(IllegalArgumentException.class, () -> OwnTask.word(List.of(new Goal.Legal())));
  }
}
