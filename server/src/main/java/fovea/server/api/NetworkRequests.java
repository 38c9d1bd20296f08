package fovea.server.api;

import fovea.engine.format.MalformedSafetensors;
import fovea.engine.format.SafetensorsFile;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Form;
import fovea.server.http.ProblemDocument;
import fovea.server.http.Refusal;
import fovea.server.http.RequestMemory;
import fovea.server.http.Upload;
import fovea.server.run.Reservation;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads what calls send about one network: a multipart form with its document and often with its
 * weights. Thread-safe.
 */
public final class NetworkRequests {

  private static final int MAX_REQUEST_BYTES = 64_000_000;

  private final int maxBytes;

  /** {@code mostBytes}: what one request may take of the memory for all. */
  public NetworkRequests(long mostBytes) {
    this.maxBytes = (int) Math.min(MAX_REQUEST_BYTES, mostBytes);
  }

  /**
   * Reads a request and hands it on. An illegal network is answered
   * here, with its problems.
   *
   * @param parts the names that the form may have
   * @throws Refusal 400 if the form is malformed, 413 if it is too large, 503 while others are read
   */
  void read(Context context, Set<String> parts, Consumer<NetworkRequest> then) {
    answer(context, form(context, parts), then);
  }

  /**
   * The same for a network that is to be run. It is refused before it is read if nobody else may wait now;
   * once it is there it has a place in the line while its picture is decoded.
   *
   * @param then asks for the run with that place
   * @throws Refusal as above, and 503 if too many wait
   */
  void read(
      Context context, Set<String> parts, Runs runs,
      BiConsumer<NetworkRequest, Reservation> then) {
    runs.refuseIfFull();
    Form form = form(context, parts);
    try (Reservation place = runs.reserve()) {
      answer(context, form, request -> then.accept(request, place));
    }
  }

  private Form form(Context context, Set<String> parts) {
    Form form = Form.of(context, maxBytes);
    refuseUnknownParts(form, parts);
    form.requireOnce();
    return form;
  }

  private void answer(Context context, Form form, Consumer<NetworkRequest> then) {
    byte[] document = form.part("network")
        .map(Upload::bytes)
        .orElseThrow(() -> Refusal.malformed("The part \"network\" is missing."));
    NetworkReading reading = NetworkReading.of(Documents.network(document));
    if (reading.isLegal()) {
      RequestMemory.hold(context, widening(form, document.length));
      then.accept(new NetworkRequest(form, reading));
    } else {
      AnalyzeCall.send(
          context, 422, ProblemDocument.CONTENT_TYPE, Analysis.refusal(reading));
    }
  }

  /**
   * How many bytes the tensors take beyond those that they were sent in; as much at most as there is
   * for one request.
   */
  private long widening(Form form, int documentBytes) {
    byte[] tensors = form.part("tensors").map(Upload::bytes).orElse(new byte[0]);
    try {
      long more = SafetensorsFile.of(tensors).float32Bytes() - tensors.length;
      return Math.clamp(more, 0, Math.max(0, maxBytes - tensors.length - documentBytes));
    } catch (MalformedSafetensors refusedLater) {
      return 0;
    }
  }

  private static void refuseUnknownParts(Form form, Set<String> parts) {
    Set<String> unknown = new LinkedHashSet<>(form.names());
    unknown.removeAll(parts);
    if (!unknown.isEmpty()) {
      throw Refusal.malformed("Unknown part \"" + unknown.iterator().next() + "\"; there are "
          + String.join(", ", parts.stream().sorted().toList()) + ".");
    }
  }
}
