package fovea.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A connection over which anything can be sent, also what no HTTP client would send. */
public final class RawConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int SMALL_BUFFER_BYTES = 4_096;

  private final Socket socket = new Socket();

  /** To a server on this machine; as little as possible is on its way at a time. */
  public RawConnection(int port) throws IOException {
    socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  public RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** Says that nothing else will be sent, and goes on to listen. */
  public RawConnection end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** So many bytes of the answer, or fewer if the server ends it. */
  public String read(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
  }

  /** What the server has sent when it closes the connection, be it in a rude way. */
  public String readAll() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      // What came before is the answer.
    }
    return answer.toString(ISO_8859_1);
  }

  /** Sends slowly, until the server has closed the connection; answers how long that took. */
  public double secondsUntilClosed(String piece, long millisAPiece)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    socket.setSoTimeout(1);
    while (isOpen()) {
      try {
        send(piece);
      } catch (SocketException closed) {
        break;
      }
      Thread.sleep(millisAPiece);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean isOpen() throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException nothingYet) {
      return true;
    } catch (SocketException closed) {
      return false;
    }
  }

  /** Goes away without a word, in the middle of whatever is on its way. */
  public void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
