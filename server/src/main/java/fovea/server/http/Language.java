package fovea.server.http;

import fovea.web.Words;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The language of a reader: what the address asks for ({@code ?lang=es}), else what they chose before,
 * kept in a cookie, else the first that their browser asks for and there are words in, else English.
 * As a handler it keeps a choice and goes back.
 */
public final class Language implements Handler {

  private static final String COOKIE = "fovea_language";
  private static final int KEPT_SECONDS = 365 * 24 * 60 * 60;

  /** The language to answer a request in. */
  public static Locale of(Context context) {
    return Stream.of(asked(context), Optional.ofNullable(context.cookie(COOKIE)))
        .flatMap(Optional::stream)
        .filter(Words.LANGUAGES::contains)
        .findFirst()
        .map(Locale::of)
        .or(() -> Collections.list(context.req().getLocales()).stream()
            .filter(locale -> Words.LANGUAGES.contains(locale.getLanguage()))
            .findFirst())
        .orElse(Locale.ENGLISH);
  }

  /** Keeps what an address asks for: the parts of the page that come later have other addresses. */
  public static void keepAsked(Context context) {
    asked(context).filter(Words.LANGUAGES::contains).ifPresent(wish -> keep(context, wish));
  }

  /** {@code language}: keeps the choice and sends the reader back to the page that it was made on. */
  @Override
  public void handle(Context context) {
    String wish = Form.of(context).text("language").orElse("");
    if (!Words.LANGUAGES.contains(wish)) {
      throw Refusal.malformed(Words.in(of(context))
          .say("error.language", wish, String.join(", ", Words.LANGUAGES)));
    }
    keep(context, wish);
    context.header("Location", back(context.header("Referer"))).status(303);
  }

  private static Optional<String> asked(Context context) {
    return Optional.ofNullable(context.queryParam("lang"));
  }

  private static void keep(Context context, String language) {
    context.cookie(new Cookie(COOKIE, language, "/", KEPT_SECONDS, false, true, null,
        SameSite.LAX));
  }

  /** Only the path and what it asks for count, but for the language: nobody leaves this host. */
  static String back(@Nullable String referer) {
    try {
      URI page = URI.create(referer == null ? "/" : referer);
      String path = Objects.requireNonNullElse(page.getRawPath(), "");
      String query = Stream.of(Objects.requireNonNullElse(page.getRawQuery(), "").split("&"))
          .filter(part -> !part.isEmpty() && !part.startsWith("lang="))
          .collect(Collectors.joining("&"));
      String safe = path.startsWith("/") && !path.startsWith("//") ? path : "/";
      return query.isEmpty() ? safe : safe + "?" + query;
    } catch (IllegalArgumentException noAddress) {
      return "/";
    }
  }
}
