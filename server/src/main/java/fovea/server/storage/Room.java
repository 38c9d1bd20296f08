package fovea.server.storage;

import fovea.server.http.Owner;
import java.util.Optional;

/**
 * A class at work, as one of its people sees it.
 *
 * @param id unguessable; part of its address
 * @param code of 7 characters, by which students join
 * @param secret part of the teachers' link; nobody else is told
 * @param number how many changes it has seen
 * @param message to everybody; empty if there is none
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param question that everybody is asked; empty if there is none
 * @param isPaused whether students cannot change anything for now
 * @param task the word of what everybody is to build; empty if there is none
 * @param showsSolutions whether everybody sees what was handed in
 * @param pushed the network that everybody was sent last, if one was
 * @param me who looks
 */
public record Room(
    String id, String code, String secret, long number, String message, String spotlight,
    String question, boolean isPaused, String task, boolean showsSolutions,
    Optional<Pushed> pushed, Member me) {

  /**
   * A network as it was when it was sent.
   *
   * @param network the room's own copy of it
   * @param from what it is a copy of
   * @param copy the id of this member's copy; empty if they have not taken one
   */
  public record Pushed(String network, String from, String copy) {}

  /**
   * Somebody in a room.
   *
   * @param id how others call them: the owner's would say who they are elsewhere
   * @param network what they show to the teacher; empty if nothing
   * @param handAt when they raised their hand, in milliseconds since 1970; 0 if they did not
   * @param message to them alone; empty if there is none
   * @param answer to the room's question; empty if they gave none
   * @param askedBy who asks them to work together, as the room calls them; empty if nobody does
   * @param host on whose network they work, as the room calls them; empty if on their own
   * @param looksAt the layer that they look at, for those who work with them
   * @param changed the number of the room at which anything of theirs changed last
   */
  public record Member(
      Owner owner, String id, boolean teaches, String nickname, String network, long handAt,
      String message, String answer, String askedBy, String host, String looksAt, long changed) {}

  /** Where it lies. */
  public String address() {
    return "/rooms/" + id;
  }

  /** What is said to this member: what is for them alone, or else what is for all. */
  public String said() {
    return me.message().isEmpty() ? message : me.message();
  }

  /** Whether there is a network to take that this member has not taken. */
  public boolean hasNews() {
    return !me.teaches() && pushed.isPresent() && pushed.get().copy().isEmpty();
  }
}
