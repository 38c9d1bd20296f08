package fovea.server.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Lets browsers keep an answer as a file, called as somebody called their network (RFC 6266). */
public final class Attachment {

  private Attachment() {}

  /**
   * The Content-Disposition of a file.
   *
   * @param name what people call it; what could mean something to a file system is left out
   * @param suffix such as {@code .json}
   */
  public static String of(String name, String suffix) {
    String file = fileName(name.replaceAll("[^\\p{L}\\p{M}\\p{N} ._-]", ""));
    String plain = fileName(file.replaceAll("[^A-Za-z0-9 ._-]", ""));
    String header = "attachment; filename=\"" + plain + suffix + "\"";
    return file.equals(plain)
        ? header
        : header + "; filename*=UTF-8''"
            + URLEncoder.encode(file + suffix, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without dots in front, which hide a file, and never empty. */
  private static String fileName(String letters) {
    String name = letters.strip().replaceAll("^[. ]+", "");
    return name.isEmpty() ? "network" : name;
  }
}
