package fovea.server.http;

import fovea.server.http.Cookies.Held;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Gives every visitor an anonymous session: a cookie with a secret of 192 random bits, signed by this
 * server, so that nobody chooses one for somebody else. The owner's id is a digest of the first secret that
 * they had, so little is kept, a restart signs nobody out, and a stolen database opens no session.
 * Thread-safe.
 */
public final class Sessions implements Handler {

  private static final String COOKIE = "fovea";
  private static final int SECRET_BYTES = 24;
  private static final int SECRET_LETTERS = 32;
  private static final String SIGNATURE = "HmacSHA256";
  private static final int THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

  /** What was sent with a cookie just before another came must not take that away. */
  private static final Duration ON_THE_WAY = Duration.ofMinutes(1);

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final Predicate<Owner> isKnown;
  private final Cookies cookies;

  /**
   * Sessions that are signed with that key.
   *
   * @param isKnown who keeps something here: cookies were not signed once, and theirs stay good
   */
  public Sessions(byte[] key, Predicate<Owner> isKnown, Cookies cookies) {
    this.key = new SecretKeySpec(key, SIGNATURE);
    this.isKnown = isKnown;
    this.cookies = cookies;
  }

  @Override
  public void handle(Context context) {
    String cookie = context.cookie(COOKIE);
    String secret = cookie == null ? null : secretOf(cookie);
    Optional<Held> held = secret == null ? Optional.empty() : cookies.held(digest(COOKIE, secret));
    Optional<Instant> retiredAt = held.flatMap(Held::retiredAt);
    if (cookie == null || secret == null || retiredAt.isPresent()) {
      String fresh = newSecret();
      if (retiredAt.isEmpty() || retiredAt.get().isBefore(Instant.now().minus(ON_THE_WAY))) {
        send(context, fresh);
      }
      session(ownerOf(fresh), true).attachTo(context);
      return;
    }
    if (cookie.length() == SECRET_LETTERS || isPageOpened(context)) {
      // The thirty days begin again; not with every answer, which could not be cached then.
      send(context, secret);
    }
    session(held.map(Held::owner).orElseGet(() -> ownerOf(secret)), false).attachTo(context);
  }

  /** The token outlives the cookie, so that pages which are open go on. */
  private Session session(Owner owner, boolean isNew) {
    return new Session(owner, signature("csrf:" + owner.id()), isNew);
  }

  /**
   * Gives whoever asks another cookie, since they may do more from now on: once it has come back, the one
   * that they had, which somebody else may know, is nobody's. Asked twice with the same it gives the same,
   * so that an answer may be lost.
   */
  public void renew(Context context) {
    String cookie = context.cookie(COOKIE);
    String secret = cookie == null ? null : secretOf(cookie);
    if (secret != null) {
      String fresh = signature("next:" + secret).substring(0, SECRET_LETTERS);
      cookies.replace(
          Session.of(context).owner(), digest(COOKIE, secret), digest(COOKIE, fresh));
      send(context, fresh);
    }
  }

  /** The secret that a cookie holds; null if it was not given out here. */
  private @Nullable String secretOf(String cookie) {
    if (cookie.length() < SECRET_LETTERS || !isSecret(cookie.substring(0, SECRET_LETTERS))) {
      return null;
    }
    String secret = cookie.substring(0, SECRET_LETTERS);
    boolean given = cookie.length() == SECRET_LETTERS
        ? isKnown.test(ownerOf(secret))
        : MessageDigest.isEqual(bytes(signed(secret)), bytes(cookie));
    return given ? secret : null;
  }

  private static boolean isSecret(String text) {
    return text.chars().allMatch(letter -> letter < 128
        && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_'));
  }

  private static Owner ownerOf(String secret) {
    return new Owner(digest("owner", secret));
  }

  private static boolean isPageOpened(Context context) {
    String accepted = context.header("Accept");
    return accepted != null
        && accepted.contains("text/html")
        && context.header("HX-Request") == null
        && Origins.isGet(context);
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return text(bytes);
  }

  private void send(Context context, String secret) {
    Cookie cookie = new Cookie(COOKIE, signed(secret), "/", THIRTY_DAYS_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    // A class room's network has no https; where there is one, the cookie stays on it.
    cookie.setSecure(context.scheme().equals("https"));
    context.cookie(cookie);
  }

  private String signed(String secret) {
    return secret + '.' + signature(secret);
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance(SIGNATURE);
      mac.init(key);
      return text(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String digest(String purpose, String secret) {
    try {
      return text(MessageDigest.getInstance("SHA-256").digest(bytes(purpose + ':' + secret)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
