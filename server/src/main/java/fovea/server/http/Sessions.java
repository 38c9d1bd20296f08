package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Gives every visitor an anonymous session: a cookie with a secret of 192 random bits. The owner's
 * id and the token of the pages are digests of it, so nothing is kept here, a restart signs nobody
 * out, and a stolen database opens no session. Thread-safe.
 */
public final class Sessions implements Handler {

  private static final String COOKIE = "fovea";
  private static final int SECRET_BYTES = 24;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{32}");
  private static final int THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

  private final SecureRandom random = new SecureRandom();

  @Override
  public void handle(Context context) {
    String secret = context.cookie(COOKIE);
    if (secret == null || !SECRET.matcher(secret).matches()) {
      secret = newSecret();
      send(context, secret);
    } else if (isPageOpened(context)) {
      // The thirty days begin again; not with every answer, which could not be cached then.
      send(context, secret);
    }
    Owner owner = new Owner(digest("owner", secret));
    new Session(owner, digest("csrf", secret)).attachTo(context);
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
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void send(Context context, String secret) {
    Cookie cookie = new Cookie(COOKIE, secret, "/", THIRTY_DAYS_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    // A class room's network has no https; where there is one, the cookie stays on it.
    cookie.setSecure(context.scheme().equals("https"));
    context.cookie(cookie);
  }

  private static String digest(String purpose, String secret) {
    try {
      byte[] bytes = (purpose + ':' + secret).getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
