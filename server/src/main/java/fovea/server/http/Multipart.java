package fovea.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a {@code multipart/form-data} body apart (RFC 7578). The body is in memory already, so no
 * temporary file is ever made; anything that is not exactly of the form is refused.
 */
final class Multipart {

  private static final int MAX_PARTS = 64;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final Pattern BOUNDARY = Pattern
      .compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile(";\\s*name=(?:\"([^\"]*)\"|([^\\s;\"]+))",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern FILENAME = Pattern.compile(";\\s*filename\\*?=",
      Pattern.CASE_INSENSITIVE);
  private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

  /** One part: a field if it was sent without a file name, else a file. */
  record Part(String name, boolean isFile, Upload content) {}

  private final byte[] body;
  private final byte[] delimiter;

  private Multipart(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The parts in the order sent.
   *
   * @throws Refusal 400 with what is wrong
   */
  static List<Part> parse(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw Refusal.malformed("The multipart request names no boundary.");
    }
    String name = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    return new Multipart(body, name).parts();
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    // The first delimiter has no line break before it.
    int at = startsWith(0, delimiter, 2) ? delimiter.length - 2 : afterDelimiter(0);
    while (!startsWith(at, new byte[]{'-', '-'}, 0)) {
      if (!startsWith(at, new byte[]{'\r', '\n'}, 0)) {
        throw Refusal.malformed("A multipart boundary is not followed by a line break.");
      }
      if (parts.size() == MAX_PARTS) {
        throw Refusal.malformed("The multipart request has more than " + MAX_PARTS + " parts.");
      }
      int headers = at + 2;
      int headersEnd = startsWith(at, END_OF_HEADERS, 0) ? at : indexOf(END_OF_HEADERS, at);
      if (headersEnd < 0 || headersEnd - headers > MAX_HEADER_BYTES) {
        throw Refusal.malformed("A part of the multipart request has no end of its headers.");
      }
      int content = headersEnd + END_OF_HEADERS.length;
      // An empty part's delimiter begins with the line break that ended the headers.
      int next = afterDelimiter(content - 2);
      int contentEnd = Math.max(content, next - delimiter.length);
      parts.add(part(headers, headersEnd, Arrays.copyOfRange(body, content, contentEnd)));
      at = next;
    }
    return parts;
  }

  private Part part(int headers, int headersEnd, byte[] content) {
    String lines = new String(body, headers, Math.max(0, headersEnd - headers),
        StandardCharsets.UTF_8);
    String disposition = lines
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
        .findFirst()
        .orElseThrow(() -> Refusal.malformed("A part has no Content-Disposition."));
    Matcher name = NAME.matcher(disposition);
    if (!name.find()) {
      throw Refusal.malformed("A part of the multipart request has no name.");
    }
    String word = name.group(1) != null ? name.group(1) : name.group(2);
    return new Part(word, FILENAME.matcher(disposition).find(), new Upload(content));
  }

  private int afterDelimiter(int from) {
    int at = indexOf(delimiter, from);
    if (at < 0) {
      throw Refusal.malformed("The multipart request ends before its last boundary.");
    }
    return at + delimiter.length;
  }

  private int indexOf(byte[] wanted, int from) {
    for (int at = Math.max(0, from); at + wanted.length <= body.length; at++) {
      if (body[at] == wanted[0] && startsWith(at, wanted, 0)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the body has {@code wanted}, without its first {@code skipped} bytes, at this place. */
  private boolean startsWith(int at, byte[] wanted, int skipped) {
    int length = wanted.length - skipped;
    return at + length <= body.length
        && Arrays.equals(body, at, at + length, wanted, skipped, wanted.length);
  }
}
