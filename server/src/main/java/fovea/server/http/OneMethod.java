package fovea.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * A request without {@code X-HTTP-Method-Override}: its method is what its first line says, so that what
 * looks harmless on the way here is not a DELETE once it has come. A HEAD is asked as the GET that it stands
 * for, whose body Jetty keeps to itself.
 */
public final class OneMethod extends Request.Wrapper {

  private static final String OVERRIDE = "X-HTTP-Method-Override";

  private final HttpFields headers;

  private OneMethod(Request request) {
    super(request);
    this.headers = HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
  }

  /** The request itself, as all but a few are. */
  public static Request of(Request request) {
    return isHead(request) || request.getHeaders().contains(OVERRIDE)
        ? new OneMethod(request)
        : request;
  }

  private static boolean isHead(Request request) {
    return HttpMethod.HEAD.is(request.getMethod());
  }

  @Override
  public String getMethod() {
    return isHead(getWrapped()) ? HttpMethod.GET.asString() : super.getMethod();
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }
}
