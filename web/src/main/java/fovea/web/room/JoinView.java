package fovea.web.room;

/**
 * The question under which name somebody joins.
 *
 * @param address that the answer is sent to
 * @param code of the room
 * @param nickname that is proposed, or was typed
 * @param refusal why it will not do; empty if nothing is wrong
 */
public record JoinView(String address, String code, String nickname, String refusal) {}
