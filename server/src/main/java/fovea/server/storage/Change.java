package fovea.server.storage;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.server.http.Refusal;
import fovea.server.picture.PictureChoice;
import java.util.NoSuchElementException;

/** What a person can do to a network; each makes a version that can be undone. */
public sealed interface Change {

  /** Another network. */
  record Edited(Edit edit) implements Change {}

  /** The shape of the picture, and the seed of the weights. */
  record Input(Shape.Maps shape, long seed) implements Change {}

  /** Another picture, or otherwise at the same. */
  record Look(PictureChoice picture) implements Change {}

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
        new NetworkState(applied(edit, before.network()), before.seed(), before.picture());
      case Input(Shape.Maps shape, long seed) ->
        new NetworkState(
            new Edit.Resize(shape).applyTo(before.network()), seed, before.picture());
      case Look(PictureChoice picture) ->
        new NetworkState(before.network(), before.seed(), picture);
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
      case Restore(int number, var _) -> Integer.toString(number);
      case Input _, Look _ -> "";
    };
  }
}
