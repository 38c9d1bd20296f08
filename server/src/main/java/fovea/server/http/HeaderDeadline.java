package fovea.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection where a request's headers have begun to arrive and are not whole in time: who lets
 * bytes trickle in is never idle, and would keep it open for ever. Bodies have their own limit in
 * {@link RequestBody}. Thread-safe.
 */
public final class HeaderDeadline
    extends
      AbstractLifeCycle implements Connection.Listener, HttpConfiguration.Customizer {

  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Within a fraction of the limit that nobody notices. */
  private static final int LOOKS_A_LIMIT = 15;

  private final Server server;
  private final Duration limit;
  private final Map<Connection, Arrival> arrivals = new ConcurrentHashMap<>();
  private volatile Scheduler.Task next = () -> false;

  /** How far the next request of a connection has come. */
  private static final class Arrival {
    private boolean isAnswering;
    private boolean hasBegun;
    private long bytesBefore;
    private long beganNanos;

    synchronized void whole() {
      isAnswering = true;
      hasBegun = false;
    }

    synchronized void answered(long bytesIn) {
      isAnswering = false;
      bytesBefore = bytesIn;
    }

    synchronized boolean isLate(long bytesIn, Duration limit) {
      if (isAnswering || bytesIn <= bytesBefore) {
        return false;
      }
      if (!hasBegun) {
        hasBegun = true;
        beganNanos = System.nanoTime();
      }
      return System.nanoTime() - beganNanos >= limit.toNanos();
    }
  }

  HeaderDeadline(Server server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  /** Lets all connections of a server that has not started yet wait for headers no longer than 15 s. */
  public static void addTo(Server server) {
    server.addBean(new HeaderDeadline(server, LIMIT));
  }

  @Override
  protected void doStart() {
    for (Connector connector : server.getConnectors()) {
      connector.addEventListener(this);
      connector.getConnectionFactory(HttpConnectionFactory.class)
          .getHttpConfiguration()
          .addCustomizer(this);
    }
    lookAgain();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  @Override
  public void onOpened(Connection connection) {
    arrivals.put(connection, new Arrival());
  }

  @Override
  public void onClosed(Connection connection) {
    arrivals.remove(connection);
  }

  /** A request's headers have arrived; what arrives until it is answered is its body. */
  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    Connection connection = request.getConnectionMetaData().getConnection();
    Arrival arrival = arrivals.get(connection);
    if (arrival != null) {
      arrival.whole();
      Request.addCompletionListener(request, _ -> arrival.answered(connection.getBytesIn()));
    }
    return request;
  }

  private void look() {
    arrivals.forEach((connection, arrival) -> {
      if (arrival.isLate(connection.getBytesIn(), limit)) {
        connection.getEndPoint().close();
      }
    });
    lookAgain();
  }

  private void lookAgain() {
    if (isRunning()) {
      next = server.getScheduler()
          .schedule(this::look, limit.toMillis() / LOOKS_A_LIMIT, TimeUnit.MILLISECONDS);
    }
  }
}
