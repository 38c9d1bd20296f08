package fovea.engine.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Question.Kind;
import fovea.engine.network.Axis;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for all questions, tried on a thousand of each kind and level. */
class QuestionTest {

  private static final int EACH = 1_000;

  /** All of them, read once. */
  private static final List<Exercise> EXERCISES = all();

  private static List<Exercise> all() {
    List<Exercise> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int level = 1; level <= Question.LEVELS; level++) {
        for (long seed = 0; seed < EACH; seed++) {
          all.add(Exercise.of(new Question(kind, level, seed)));
        }
      }
    }
    return all;
  }

  @Test
  void everyNetworkIsLegalSmallAndAskedAboutItsLastLayer() {
    for (Exercise exercise : EXERCISES) {
      Network network = exercise.network();
      assertTrue(NetworkReading.of(network).isLegal(), network::toString);
      assertEquals(network.nodes().getLast().id(), exercise.layer());
      assertTrue(network.nodes().size() <= 7, network::toString);
      assertTrue(network.input().height() >= 8 && network.input().height() <= 224);
      assertTrue(network.input().width() >= 8 && network.input().width() <= 224);
      assertTrue(exercise.asked().stream().allMatch(
          asked -> asked.answer().signum() > 0 && asked.answer().bitLength() < 32));
    }
  }

  @Test
  void theAnswerIsWhatSlidingCountingAndWalkingGive() {
    for (Exercise exercise : EXERCISES) {
      ByHand hand = new ByHand(exercise.network());
      for (Asked asked : exercise.asked()) {
        long expected = switch (asked.part()) {
          case CHANNELS -> hand.shape()[0];
          case HEIGHT -> hand.shape()[1];
          case WIDTH -> hand.shape()[2];
          case PARAMETERS -> hand.parameters();
          case FIELD, FIELD_HEIGHT -> hand.field(Axis.HEIGHT, 0);
          case FIELD_WIDTH -> hand.field(Axis.WIDTH, 0);
          case FEATURES, TOTAL_PARAMETERS -> throw new AssertionError("nobody asks for that");
        };
        assertEquals(BigInteger.valueOf(expected), asked.answer(),
            () -> exercise.network().toString());
      }
    }
  }

  @Test
  void aFieldIsTheSameForEveryUnitAndAlongBothAxesWhereOneNumberIsAsked() {
    for (Exercise exercise : EXERCISES) {
      if (exercise.kind() == Kind.FIELD) {
        ByHand hand = new ByHand(exercise.network());
        for (int unit = 1; unit < 4; unit++) {
          assertEquals(hand.field(Axis.HEIGHT, 0), hand.field(Axis.HEIGHT, unit));
          assertEquals(hand.field(Axis.WIDTH, 0), hand.field(Axis.WIDTH, unit));
        }
        boolean isSquare = hand.field(Axis.HEIGHT, 0) == hand.field(Axis.WIDTH, 0);
        assertEquals(isSquare ? 1 : 2, exercise.asked().size());
        assertTrue(hand.field(Axis.HEIGHT, 0) <= exercise.network().input().height());
      }
    }
  }

  @Test
  void theLastFormulaComesToTheAnswer() {
    for (Exercise exercise : EXERCISES) {
      for (Asked asked : exercise.asked()) {
        Number result = asked.steps().getLast().formula().result();
        assertEquals(asked.answer().toString(), String.valueOf(result));
      }
    }
  }

  @Test
  void noMistakeLeadsToTheAnswerAndEachIsRecognised() {
    for (Exercise exercise : EXERCISES) {
      for (int part = 0; part < exercise.asked().size(); part++) {
        Asked asked = exercise.asked().get(part);
        for (Miss miss : asked.misses()) {
          assertFalse(miss.value().equals(asked.answer()), () -> asked + "");
          assertTrue(miss.value().signum() > 0);
          assertTrue(exercise.network().indexOf(miss.layer()) >= 0);
          Mark mark = marked(exercise, part, miss.value());
          assertTrue(mark instanceof Mark.Mistaken mistaken && mistaken.misses().contains(miss));
        }
      }
    }
  }

  /** What is made of the right answer with one number replaced; the others must be right. */
  private static Mark marked(Exercise exercise, int part, BigInteger value) {
    List<BigDecimal> given = new ArrayList<>(
        exercise.asked().stream().map(Asked::answer).map(BigDecimal::new).toList());
    given.set(part, new BigDecimal(value));
    List<Mark> marks = exercise.mark(given);
    for (int i = 0; i < marks.size(); i++) {
      assertEquals(i != part, marks.get(i).isRight());
    }
    return marks.get(part);
  }

  @Test
  void everyUsualMistakeCanBeMadeSomewhere() {
    Set<Mistake> made = EnumSet.noneOf(Mistake.class);
    EXERCISES.forEach(exercise -> exercise.asked().forEach(
        asked -> asked.misses().forEach(miss -> made.add(miss.mistake()))));
    Exercise.total(Zoo.network("vgg16")).asked().getFirst().misses()
        .forEach(miss -> made.add(miss.mistake()));
    assertEquals(EnumSet.allOf(Mistake.class), made);
  }

  @Test
  void mostValuesTellWhichMistakeLedToThem() {
    long numbers = EXERCISES.stream().mapToLong(exercise -> exercise.asked().size()).sum();
    long unclear = EXERCISES.stream().flatMap(exercise -> exercise.asked().stream())
        .filter(asked -> asked.ambiguous() > 0).count();
    assertTrue(unclear * 10 < numbers, unclear + " of " + numbers);
  }

  @Test
  void almostEveryQuestionHasAUsualMistake() {
    for (Kind kind : Kind.values()) {
      List<Exercise> some = EXERCISES.stream().filter(it -> it.kind() == kind).toList();
      long without = some.stream().filter(it -> it.asked().stream()
          .allMatch(asked -> asked.misses().isEmpty())).count();
      assertTrue(without * 100 < some.size(), kind + ": " + without);
    }
  }

  @Test
  void questionsOfOneKindDiffer() {
    for (Kind kind : Kind.values()) {
      for (int level = 1; level <= Question.LEVELS; level++) {
        String name = kind.word() + "-" + level + "-";
        Set<Object> different = new HashSet<>();
        EXERCISES.stream().map(Exercise::network).filter(it -> it.name().startsWith(name))
            .forEach(it -> different.add(Arrays.asList(it.input(), it.nodes())));
        assertTrue(different.size() > 500, name + different.size());
      }
    }
  }

  @Test
  void theSameAddressAsksTheSame() {
    for (long seed : new long[]{0, 7, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      for (Kind kind : Kind.values()) {
        Question question = new Question(kind, 3, seed);
        assertEquals(Exercise.of(question), Exercise.of(question));
      }
    }
  }

  @Test
  void kindsAreNamedAndLevelsEnd() {
    assertEquals(Optional.of(Kind.FIELD), Kind.named("field"));
    assertEquals(Optional.empty(), Kind.named("FIELD"));
    assertThrows(IllegalArgumentException.class, () -> new Question(Kind.SHAPE, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Question(Kind.SHAPE, 4, 1));
  }
}
