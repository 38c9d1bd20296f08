package fovea.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.network.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  private static final Shape.Maps PIXEL = new Shape.Maps(1, 1, 1);

  @Test
  void theTwoPartsHaveEachPictureOnceAndEachClassItsShare() {
    Stored all = pictures(80, 20, 10);
    Split split = Split.stratified(all, 0.2, 7);
    int[] both = IntStream.concat(places(split.training()), places(split.validation())).sorted()
        .toArray();
    assertTrue(Arrays.equals(IntStream.range(0, 110).toArray(), both));
    assertEquals(List.of(16, 4, 2), counts(split.validation()));
    assertEquals(List.of(64, 16, 8), counts(split.training()));
  }

  @Test
  void theSeedDecidesWhichPicturesAreKeptForValidation() {
    Stored all = pictures(50, 50);
    int[] once = places(Split.stratified(all, 0.3, 1).validation()).toArray();
    assertTrue(Arrays.equals(once, places(Split.stratified(all, 0.3, 1).validation()).toArray()));
    assertTrue(!Arrays.equals(once, places(Split.stratified(all, 0.3, 2).validation()).toArray()));
  }

  @Test
  void aSmallClassIsInBothPartsAndASinglePictureIsTrainedOn() {
    Split split = Split.stratified(pictures(2, 1, 0, 3), 0.01, 3);
    assertEquals(List.of(1, 1, 0, 2), counts(split.training()));
    assertEquals(List.of(1, 0, 0, 1), counts(split.validation()));
    assertEquals(List.of(1, 0, 0, 2), counts(
        Split.stratified(pictures(2, 1, 0, 3), 0.99, 3).validation()));
  }

  @Test
  void whatIsAddedBehindMovesNoPictureToTheOtherPart() {
    Random random = new Random(5);
    int[] labels = random.ints(300, 0, 4).toArray();
    for (double share : new double[]{0.05, 0.2, 0.3, 0.5, 0.8}) {
      BitSet all = Split.validation(labels, 4, share, 9);
      for (int count = 8; count < labels.length; count++) {
        BitSet few = Split.validation(Arrays.copyOf(labels, count), 4, share, 9);
        assertEquals(all.get(0, count), few, share + " of " + count);
      }
      assertEquals(share * labels.length, all.cardinality(), 4, "but for one of each class");
    }
  }

  @Test
  void anEndlessSetIsValidatedOnTheSamePicturesHoweverManyAreTrainedOn() {
    Shapes shapes = new Shapes(16, 16, 5);
    Split few = Split.ofEndless(shapes, 80, 40);
    Split many = Split.ofEndless(shapes, 1_000_000, 40);
    assertTrue(Arrays.equals(places(few.validation()).toArray(),
        places(many.validation()).toArray()));
    assertTrue(places(many.training()).max().orElseThrow() < places(many.validation()).min()
        .orElseThrow());
    assertEquals(List.of(10, 10, 10, 10, 10, 10, 10, 10), counts(few.training()));
    assertEquals(List.of(5, 5, 5, 5, 5, 5, 5, 5), counts(few.validation()));
  }

  @Test
  void aSetThatEndsHasNoPicturesAtPlacesThatItLacks() {
    assertThrows(IllegalArgumentException.class, () -> Split.ofEndless(pictures(3, 3), 2, 2));
    assertThrows(IndexOutOfBoundsException.class,
        () -> Subset.of(pictures(3), IntStream.of(3)));
  }

  private static IntStream places(Dataset part) {
    return ((Subset) part).places();
  }

  private static List<Integer> counts(Dataset part) {
    int[] counts = new int[part.classes().size()];
    IntStream.range(0, part.count()).forEach(i -> counts[part.label(i)]++);
    return Arrays.stream(counts).boxed().toList();
  }

  /** So many of each class, of one pixel each. */
  private static Stored pictures(int... counts) {
    Stored.Builder set = new Stored.Builder(
        IntStream.range(0, counts.length).mapToObj(Integer::toString).toList(), PIXEL);
    for (int label = 0; label < counts.length; label++) {
      for (int i = 0; i < counts[label]; i++) {
        set.add(label, new byte[]{(byte) i});
      }
    }
    return set.build();
  }
}
