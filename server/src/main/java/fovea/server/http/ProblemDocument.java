package fovea.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;

/**
 * An error as RFC 9457 writes it for programs. The type is "about:blank": the status and the name
 * of the limit say what kind of error it is.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(String type, String title, int status, String detail, String limit) {

  public static final String CONTENT_TYPE = "application/problem+json";

  /** A problem titled with the status's own words; an empty limit is left out. */
  public static ProblemDocument of(int status, String detail, String limit) {
    String title = HttpStatus.forStatus(status).getMessage();
    return new ProblemDocument("about:blank", title, status, detail, limit);
  }

  /** Answers the request with this document. */
  public void send(Context context) {
    String json = context.jsonMapper().toJsonString(this, ProblemDocument.class);
    // As bytes: Javalin would write text of a type that it does not know in Latin-1.
    context.status(status).contentType(CONTENT_TYPE).result(json.getBytes(StandardCharsets.UTF_8));
  }
}
