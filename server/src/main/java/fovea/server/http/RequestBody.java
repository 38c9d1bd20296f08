package fovea.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/** Reads a request's body into memory, never more than a limit and never for longer than one. */
public final class RequestBody {

  private static final long DEADLINE_NANOS = 30_000_000_000L;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long MAX_DROPPED_BYTES = 128_000_000;
  private static final long DROPPING_NANOS = 2_000_000_000L;

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @param limit the limit's name, for the refusal
   * @throws Refusal 413 as soon as the announced or the received length is over the limit, 400 if it
   *     does not arrive whole, in time and as HTTP says,
   *     503 if others hold the memory for it
   */
  public static byte[] read(Context context, String limit, int maxBytes) {
    try (InputStream stream = context.req().getInputStream()) {
      try {
        return read(context, stream, limit, maxBytes);
      } catch (Refusal refusal) {
        drop(context);
        throw refusal;
      }
    } catch (IOException | HttpException.RuntimeException cut) {
      // Whoever sends a body that cannot be read, or goes away, is no fault of ours.
      throw Refusal
          .malformed("The request did not arrive whole, or not as HTTP says; send it again.");
    }
  }

  private static byte[] read(Context context, InputStream stream, String limit, int maxBytes)
      throws IOException {
    long announced = context.req().getContentLengthLong();
    if (announced > maxBytes) {
      throw Refusal.tooManyBytes(limit, maxBytes);
    }
    // Room grows with what really arrives: announcing much and sending little costs nothing.
    ByteArrayOutputStream body = new ByteArrayOutputStream(
        Math.clamp(announced, 0, CHUNK_BYTES));
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count; (count = stream.read(chunk)) >= 0;) {
      if (body.size() + count > maxBytes) {
        throw Refusal.tooManyBytes(limit, maxBytes);
      }
      if (System.nanoTime() > deadline) {
        throw Refusal.malformed("The request took longer than 30 s to arrive.");
      }
      RequestMemory.hold(context, count);
      body.write(chunk, 0, count);
    }
    return body.toByteArray();
  }

  /**
   * Reads on and forgets, within bounds: who is still sending does not listen, and would find the
   * connection closed in place of the refusal.
   */
  public static void drop(Context context) {
    long deadline = System.nanoTime() + DROPPING_NANOS;
    byte[] chunk = new byte[CHUNK_BYTES];
    long dropped = 0;
    try {
      InputStream stream = context.req().getInputStream();
      int count = 0;
      while (count >= 0 && dropped < MAX_DROPPED_BYTES && System.nanoTime() < deadline) {
        count = stream.read(chunk);
        dropped += count;
      }
    } catch (IOException | HttpException.RuntimeException gone) {
      // Nobody is left to hear the refusal, which is thrown all the same.
    }
  }
}
