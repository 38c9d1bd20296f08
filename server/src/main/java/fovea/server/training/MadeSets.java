package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.network.Shape;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptSet;
import fovea.server.storage.Recent;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetPictureStore.SetPicture;
import fovea.server.storage.SetStore;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sets that people have made, as networks learn from them: a visitor's own and those of the rooms that they are
 * in. Those that were asked for lately are remembered. Thread-safe.
 */
public final class MadeSets {

  /** Of each class, so much is never learned from. */
  public static final double VALIDATION = 0.2;

  /** Which pictures those are follows from it. */
  public static final long SEED = 1;

  /** The id, and before which picture a set ends that others may add to meanwhile. */
  private static final Pattern WORD = Pattern.compile("set:([a-z2-7]{20})(?:@(\\d{1,9}))?");

  private record Wanted(KeptSet set, long end) {}

  private final SetStore sets;
  private final SetPictureStore pictures;
  private final Recent<Wanted, Split> known;

  /** {@code maxBytes}: of all pictures that are remembered. */
  public MadeSets(SetStore sets, SetPictureStore pictures, long maxBytes) {
    this.sets = sets;
    this.pictures = pictures;
    this.known = new Recent<>(maxBytes, MadeSets::bytes, this::read);
  }

  /** A visitor's own and those of the rooms that they are in. */
  public List<KeptSet> all(Owner visitor) {
    return Stream.concat(sets.list(visitor).stream(), sets.ofRooms(visitor).stream()).toList();
  }

  /** The word for a set, whatever is added to it. */
  public static String word(KeptSet set) {
    return "set:" + set.id();
  }

  /** Whether a word names a set that was made, and not one that is drawn. */
  public static boolean isOne(String word) {
    return WORD.matcher(word).matches();
  }

  /**
   * The word for a set as it is now, so that a training that goes on learns from the same pictures whatever is added.
   *
   * @throws Refusal 404 if there is no such set for them
   */
  public String asItIs(Owner visitor, String word) {
    KeptSet set = set(visitor, word);
    return word(set) + "@" + set.next();
  }

  /**
   * The set of that word, in the shape that a network reads.
   *
   * @param word {@code set:ID}, or what {@link #asItIs} gives
   * @throws Refusal 404 if there is no such set for them, 422 if it has too few pictures
   */
  public Split find(Owner visitor, String word, Shape.Maps input) {
    KeptSet set = set(visitor, word);
    return fitted(known.of(new Wanted(same(set), end(set, word))), set, input);
  }

  /** The same, whose pictures are read when they are asked for: for who wants few of them, or none. */
  Split look(Owner visitor, String word, Shape.Maps input) {
    KeptSet set = set(visitor, word);
    long end = end(set, word);
    List<SetPicture> rows = pictures.list(set).stream()
        .filter(row -> row.number() < end && row.label() < set.classes().size()).toList();
    return fitted(split(new Listed(set, rows, pictures)), set, input);
  }

  /** The names of its classes. */
  List<String> classes(Owner visitor, String word) {
    return set(visitor, word).classes();
  }

  private static long end(KeptSet set, String word) {
    String said = matched(word).group(2);
    return said == null ? set.next() : Long.parseLong(said);
  }

  private static Split fitted(Split split, KeptSet set, Shape.Maps input) {
    return set.shape().equals(input)
        ? split
        : new Split(new Fitted(split.training(), input), new Fitted(split.validation(), input));
  }

  /** As far as those of its pictures depend on it that were there: adding moves both numbers alike. */
  private static KeptSet same(KeptSet set) {
    return new KeptSet(set.id(), set.owner(), "", set.classes(), set.shape(), false, 0,
        set.next() - set.pictures(), Instant.EPOCH);
  }

  private KeptSet set(Owner visitor, String word) {
    return sets.seen(visitor, matched(word).group(1)).orElseThrow(MadeSets::gone);
  }

  private static Matcher matched(String word) {
    Matcher said = WORD.matcher(word);
    if (!said.matches()) {
      throw gone();
    }
    return said;
  }

  private static Refusal gone() {
    return Refusal.notFound("There is no such set, or it is not yours.");
  }

  private Split read(Wanted wanted) {
    return split(pictures.load(wanted.set, 1, wanted.end));
  }

  private static Split split(Dataset all) {
    Split split = Split.stratified(all, VALIDATION, SEED);
    if (split.validation().count() == 0) {
      throw Refusal.unusable("The set has too few pictures to learn from: add two or more to a"
          + " class, so that one of them is for validation.");
    }
    return split;
  }

  private static long bytes(Split split) {
    Dataset training = split.training();
    return (long) (training.count() + split.validation().count())
        * (Integer.BYTES + training.shape().elements());
  }
}
