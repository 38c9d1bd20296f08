package fovea.server.storage;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Refusal;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** What a person can do to a network; each makes a version that can be undone. */
public sealed interface Change {

  /** The word for weights from a file; the subject says what they were. */
  String LOADED = "loaded";

  /** Another network. */
  record Edited(Edit edit) implements Change {}

  /** The shape of the picture, and the seed of the weights. */
  record Input(Shape.Maps shape, long seed) implements Change {}

  /** Another picture, or otherwise at the same. */
  record Look(PictureChoice picture) implements Change {}

  /** Numbers in place of those that were there, in the shapes of their slices. */
  record SetWeights(Map<Slice, Tensor> numbers) implements Change {
    public SetWeights {
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * The same from a file.
   *
   * @param report what the file has brought, in a line for the page
   */
  record LoadWeights(Map<Slice, Tensor> numbers, String report) implements Change {
    public LoadWeights {
      numbers = Map.copyOf(numbers);
    }
  }

  /** The seed's numbers again. */
  record ResetWeights(Set<Slice> slices) implements Change {
    public ResetWeights {
      slices = Set.copyOf(slices);
    }
  }

  /**
   * What a training has made of the weights; it has learned from pictures of numbers from 0 to 1.
   *
   * @param step behind which they are
   * @param layers that learned: what they had before is gone
   * @param own the weights that are not the seed's
   * @param classes the names of what it tells apart
   */
  record Trained(int step, Set<String> layers, OwnWeights own,
      List<String> classes) implements Change {
    public Trained {
      layers = Set.copyOf(layers);
      classes = List.copyOf(classes);
    }

    private NetworkState after(NetworkState before) {
      PictureChoice picture = before.picture();
      NetworkState after = before.with(before.own().trained(layers, own))
          .with(new PictureChoice(picture.source(), picture.fit(), Normalisation.ZERO_TO_ONE,
              picture.steps()));
      return new NetworkState(after.network(), after.seed(), after.own(), after.picture(),
          own.isEmpty() ? after.classes() : classes);
    }
  }

  /** As it was in an earlier version. */
  record Restore(int number, NetworkState state) implements Change {}

  /**
   * What comes of it.
   *
   * @throws Refusal 404 if it is about a layer that is gone
   */
  default NetworkState applyTo(NetworkState before) {
    return switch (this) {
      case Edited(Edit edit) ->
        new NetworkState(applied(edit, before.network()), before.seed(),
            following(edit, before.own()), before.picture(), before.classes());
      case Input(Shape.Maps shape, long seed) ->
        new NetworkState(
            new Edit.Resize(shape).applyTo(before.network()), seed, before.own(),
            before.picture(), before.classes());
      case SetWeights(var numbers) -> before.with(before.own().with(numbers));
      case LoadWeights(var numbers, var _) -> before.with(before.own().with(numbers));
      case ResetWeights(var slices) -> before.with(before.own().without(slices));
      case Look(PictureChoice picture) -> before.with(picture);
      case Trained trained -> trained.after(before);
      case Restore(int _, NetworkState state) -> state;
    };
  }

  private static Network applied(Edit edit, Network network) {
    try {
      return edit.applyTo(network);
    } catch (NoSuchElementException gone) {
      throw Refusal.notFound("That layer is not there any more; reload the page.");
    }
  }

  /** Weights follow the id of their layer, and go with it. */
  private static OwnWeights following(Edit edit, OwnWeights own) {
    return switch (edit) {
      case Edit.Replace(String id, var node) -> own.renamed(id, node.id());
      case Edit.Remove(String id) -> own.withoutLayer(id);
      case Edit.Sequence(List<Edit> edits) -> {
        OwnWeights changed = own;
        for (Edit one : edits) {
          changed = following(one, changed);
        }
        yield changed;
      }
      case Edit.Insert _, Edit.Move _, Edit.Resize _, Edit.Rename _ -> own;
    };
  }

  /** The word under which the page says what it did. */
  default String what() {
    return switch (this) {
      case Edited(Edit edit) -> switch (edit) {
        case Edit.Insert _ -> "insert";
        case Edit.Replace _ -> "replace";
        case Edit.Remove _ -> "remove";
        case Edit.Move _ -> "move";
        case Edit.Resize _ -> "input";
        case Edit.Rename _ -> "rename";
        case Edit.Sequence _ -> "sequence";
      };
      case Input _ -> "input";
      case Look _ -> "look";
      case SetWeights(var numbers) -> layer(numbers.keySet()).isEmpty() ? "all_weights" : "weights";
      case LoadWeights _ -> LOADED;
      case ResetWeights(var slices) -> layer(slices).isEmpty() ? "reset_all" : "reset";
      case Trained _ -> "trained";
      case Restore _ -> "restore";
    };
  }

  /** The name of what it was done to, or the new name; empty where there is none. */
  default String subject() {
    return switch (this) {
      case Edited(Edit edit) -> switch (edit) {
        case Edit.Insert(var _, var node) -> node.id();
        case Edit.Replace(var _, var node) -> node.id();
        case Edit.Remove(var id) -> id;
        case Edit.Move(var id, var _) -> id;
        case Edit.Rename(var name) -> name;
        case Edit.Resize _, Edit.Sequence _ -> "";
      };
      case Trained trained -> Integer.toString(trained.step);
      case Restore(int number, var _) -> Integer.toString(number);
      case SetWeights(var numbers) -> layer(numbers.keySet());
      case LoadWeights(var _, var report) -> report;
      case ResetWeights(var slices) -> layer(slices);
      case Input _, Look _ -> "";
    };
  }

  /** The layer that all of them belong to; empty if it is not one. */
  private static String layer(Set<Slice> slices) {
    List<String> layers = slices.stream().map(Slice::layer).distinct().toList();
    return layers.size() == 1 ? layers.getFirst() : "";
  }
}
