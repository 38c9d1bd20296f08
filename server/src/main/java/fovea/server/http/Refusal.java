package fovea.server.http;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A request that we will not serve, with the reason in a sentence. Handlers throw it; {@code
 * Errors} turns it into a page, a fragment or a problem document.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was sent is quoted in refusals, and may be a megabyte where a word belongs. */
  private static final int MAX_DETAIL = 1_000;

  /** In seconds; no more than what has to be waited anyway, or a camera would stand still. */
  private static final int MAX_SPREAD = 5;

  private final int status;
  private final String limit;
  private final int retryAfterSeconds;

  private Refusal(int status, String detail, String limit, int retryAfterSeconds) {
    // No stack trace: a refusal is an answer, and under attack there are many.
    super(shortened(detail), null, false, false);
    this.status = status;
    this.limit = limit;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  private static String shortened(String detail) {
    return detail.length() <= MAX_DETAIL
        ? detail
        : detail.substring(0, MAX_DETAIL / 2) + " … "
            + detail.substring(detail.length() - MAX_DETAIL / 2);
  }

  /** 400: what was sent does not have the form that it must have. */
  public static Refusal malformed(String detail) {
    return new Refusal(400, detail, "", 0);
  }

  /** 403: sent by another web site, or without the token of the page. */
  public static Refusal forbidden(String detail) {
    return new Refusal(403, detail, "", 0);
  }

  /** 404: it does not exist, or it is somebody else's, which is nobody's business. */
  public static Refusal notFound(String detail) {
    return new Refusal(404, detail, "", 0);
  }

  /** 413: the request has more bytes than the limit of that name allows. */
  public static Refusal tooManyBytes(String limit, long allowedBytes) {
    String detail = "The limit " + limit + " is " + allowedBytes + " bytes; send less.";
    return new Refusal(413, detail, limit, 0);
  }

  /** 422: well formed, but over the limit of that name; the detail says the value and a way out. */
  public static Refusal overLimit(String limit, String detail) {
    return new Refusal(422, detail, limit, 0);
  }

  /** 422: well formed, but nothing that this could be done with; the detail says why. */
  public static Refusal unusable(String detail) {
    return new Refusal(422, detail, "", 0);
  }

  /** 507: everybody together keeps as much as there may be; the detail says a way out. */
  public static Refusal full(String limit, String detail) {
    return new Refusal(507, detail, limit, 0);
  }

  /**
   * 429: this visitor asks more often than the limit of that name allows.
   *
   * @param seconds the earliest time at which trying again makes sense
   */
  public static Refusal tooOften(String limit, int seconds) {
    int retryAfterSeconds = spread(seconds);
    String detail = "Too many requests at once; try again in " + retryAfterSeconds + " s.";
    return new Refusal(429, detail, limit, retryAfterSeconds);
  }

  /**
   * 503: everybody together asks for more than this machine can do.
   *
   * @param seconds the earliest time at which trying again makes sense
   */
  public static Refusal busy(String limit, int seconds) {
    int retryAfterSeconds = spread(seconds);
    String detail = "Fovea is busy; try again in about " + retryAfterSeconds + " s.";
    return new Refusal(503, detail, limit, retryAfterSeconds);
  }

  /** At random a little later, so that those who were refused together do not come back together. */
  private static int spread(int seconds) {
    int earliest = Math.max(1, seconds);
    return earliest + ThreadLocalRandom.current().nextInt(Math.min(earliest, MAX_SPREAD) + 1);
  }

  public int status() {
    return status;
  }

  /** The sentence for the reader. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The name of the limit that was met, if one was. */
  public Optional<String> limit() {
    return limit.isEmpty() ? Optional.empty() : Optional.of(limit);
  }

  /** When trying again makes sense; 0 when it does not. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
