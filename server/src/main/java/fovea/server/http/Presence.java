package fovea.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Whether whoever sent a request is still there while it is being answered, which takes minutes: the server reads
 * nothing from a connection meanwhile, so its end would only be met when the answer is written. For one thread,
 * behind the request's body.
 */
public final class Presence {

  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  private final Context context;
  private final Optional<SocketChannel> channel;
  private long lookedNanos = System.nanoTime();
  private boolean isGone;

  public Presence(Context context) {
    this.context = context;
    Object transport = ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData().getConnection().getEndPoint().getTransport();
    this.channel = transport instanceof SocketChannel socket
        ? Optional.of(socket)
        : Optional.empty();
  }

  /** Whether the connection has ended; looks at it a few times a second. */
  public boolean isGone() {
    if (!isGone && channel.isPresent() && System.nanoTime() - lookedNanos > LOOK_NANOS) {
      lookedNanos = System.nanoTime();
      isGone = hasEnded(channel.get());
    }
    return isGone;
  }

  private boolean hasEnded(SocketChannel connection) {
    try {
      int read = connection.read(ByteBuffer.allocate(1));
      if (read > 0) {
        // The beginning of a next request, which whoever sends it before the answer has to send again.
        context.header("Connection", "close");
      }
      return read < 0;
    } catch (IOException broken) {
      return true;
    }
  }
}
