package fovea.server.sets;

import fovea.server.http.Owner;
import fovea.server.http.Session;
import fovea.server.room.Rooms;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import io.javalin.http.Context;

/**
 * Where sets lie for who asks for them, and what they may do there.
 *
 * @param owner whose the sets are: the visitor's, or the room's
 * @param address below which each lies
 * @param mayChange whether all of it is theirs to change; who may not only adds, and takes back what they gave
 * @param member who they are in the room; empty where there is none
 */
record SetPlace(Owner owner, String address, boolean mayChange, String member) {

  /** The place of an address. */
  static SetPlace of(Context context) {
    if (!context.pathParamMap().containsKey("room")) {
      return new SetPlace(Session.of(context).owner(), "/sets", true, "");
    }
    Room room = Rooms.of(context);
    return new SetPlace(RoomStore.ownerOf(room.id()), room.address() + "/sets",
        room.me().teaches(), room.me().id());
  }

  /** In whose name pictures are removed; empty for who may remove all. */
  String removes() {
    return mayChange ? "" : member;
  }
}
