package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Gives every visitor an anonymous session: a cookie with a secret of 192 random bits, signed by this
 * server, so that nobody chooses one for somebody else. The owner's id and the token of the pages are
 * digests of the secret, so nothing is kept here, a restart signs nobody out, and a stolen database opens
 * no session. Thread-safe.
 */
public final class Sessions implements Handler {

  private static final String COOKIE = "fovea";
  private static final int SECRET_BYTES = 24;
  private static final int SECRET_LETTERS = 32;
  private static final String SIGNATURE = "HmacSHA256";
  private static final int THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final Predicate<Owner> isKnown;

  /**
   * Sessions that are signed with that key.
   *
   * @param isKnown who keeps something here: cookies were not signed once, and theirs stay good
   */
  public Sessions(byte[] key, Predicate<Owner> isKnown) {
    this.key = new SecretKeySpec(key, SIGNATURE);
    this.isKnown = isKnown;
  }

  @Override
  public void handle(Context context) {
    String cookie = context.cookie(COOKIE);
    String secret = cookie == null ? null : secretOf(cookie);
    boolean isNew = secret == null;
    if (cookie == null || secret == null) {
      secret = newSecret();
      send(context, secret);
    } else if (cookie.length() == SECRET_LETTERS || isPageOpened(context)) {
      // The thirty days begin again; not with every answer, which could not be cached then.
      send(context, secret);
    }
    new Session(ownerOf(secret), digest("csrf", secret), isNew).attachTo(context);
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
    try {
      Mac mac = Mac.getInstance(SIGNATURE);
      mac.init(key);
      return secret + '.' + text(mac.doFinal(bytes(secret)));
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
