package fovea.server.http;

import io.javalin.http.Context;

/**
 * Who is asking: the visitor behind the cookie, and the token that their pages send back with every
 * change (the synchronizer token).
 *
 * @param isNew whether their cookie is given out with this very answer: who takes none is always new
 */
public record Session(Owner owner, String csrf, boolean isNew) {

  private static final String ATTRIBUTE = "fovea.session";

  /** The session of a request for a page; the filter {@link Sessions} has put it there. */
  public static Session of(Context context) {
    Session session = context.attribute(ATTRIBUTE);
    if (session == null) {
      throw new IllegalStateException("no session at " + context.path());
    }
    return session;
  }

  /** Whether a request has a session, which those for files and of programs do not. */
  public static boolean isThere(Context context) {
    return context.attribute(ATTRIBUTE) != null;
  }

  /** Whose requests count together: a visitor's, and where there is no session those of an address. */
  public static String clientOf(Context context) {
    Session session = context.attribute(ATTRIBUTE);
    return session == null ? "address:" + context.ip() : session.owner.id();
  }

  /** The same visitor, who does in this request what somebody lets them do. */
  public void actFor(Owner host, Context context) {
    new Session(host, csrf, isNew).attachTo(context);
  }

  void attachTo(Context context) {
    context.attribute(ATTRIBUTE, this);
  }
}
