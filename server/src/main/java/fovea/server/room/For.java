package fovea.server.room;

import io.javalin.security.RouteRole;

/** Whom an address of a room is for: each says it where it is added, and one that says nothing is for nobody. */
public enum For implements RouteRole {
  /** Whoever is in the room. */
  MEMBERS,
  /** Whoever teaches there; the others learn no more than that there is nothing. */
  TEACHERS,
  /** Whoever has the teachers' link. */
  LINK
}
