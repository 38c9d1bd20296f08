package fovea.server.sets;

import fovea.server.http.Replies;
import fovea.server.picture.PictureDecoder;
import fovea.server.room.For;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetStore;
import fovea.web.Pages;
import io.javalin.config.RoutesConfig;
import io.javalin.security.RouteRole;

/** Sets to learn from: their handlers put together, and every address that they answer. Thread-safe. */
public final class SetPages {

  private final SetHandler shown;
  private final SetChanges changes;

  public SetPages(Pages pages, SetStore sets, SetPictureStore pictures, RoomStore rooms,
      PictureDecoder decoder) {
    this.shown = new SetHandler(sets, pictures, rooms, new Replies(pages));
    this.changes = new SetChanges(sets, pictures, decoder, shown);
  }

  /** Adds the addresses: of a visitor's own sets, and of those of a room. */
  public void addTo(RoutesConfig routes) {
    addTo(routes, "/sets", new RouteRole[0], new RouteRole[0]);
    addTo(routes, "/rooms/{room}/sets", new RouteRole[]{For.MEMBERS},
        new RouteRole[]{For.TEACHERS});
  }

  private void addTo(
      RoutesConfig routes, String sets, RouteRole[] members, RouteRole[] teachers) {
    String set = sets + "/{set}";
    routes.get(sets, shown::list, members);
    routes.get(set, shown::show, members);
    routes.get(set + "/pictures/{picture}", shown::picture, members);
    routes.get(set + "/set.zip", shown::zip, members);
    routes.post(set + "/pictures", changes::add, members);
    routes.post(set + "/pictures/remove", changes::removePictures, members);
    routes.post(sets, changes::make, teachers);
    routes.post(sets + "/file", changes::open, teachers);
    routes.post(set + "/name", changes::rename, teachers);
    routes.post(set + "/classes", changes::classes, teachers);
    routes.post(set + "/close", changes::close, teachers);
    routes.post(set + "/remove", changes::remove, teachers);
  }
}
