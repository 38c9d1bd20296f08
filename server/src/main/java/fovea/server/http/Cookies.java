package fovea.server.http;

import java.time.Instant;
import java.util.Optional;

/** What is kept of cookies beside what they say themselves; each is named by a digest of its secret. */
public interface Cookies {

  /**
   * A cookie that was given out in place of another, or in whose place another was.
   *
   * @param retiredAt since when it is nobody's; empty while it is good
   */
  record Held(Owner owner, Optional<Instant> retiredAt) {}

  /** Whose that cookie is, which comes back just now; empty if it was the first of its owner, and still is. */
  Optional<Held> held(String cookie);

  /** Gives its owner another one, which is the only one that is theirs once it has come back. */
  void replace(Owner owner, String cookie, String fresh);
}
