package fovea.web.room;

import io.nayuki.qrcodegen.QrCode;

/**
 * The code of a room for a projector.
 *
 * @param code as it is read out, in two groups
 * @param join the address without it, as it is typed
 * @param modules the dark squares of the QR code as an SVG path
 * @param side of the QR code in squares, with the margin that readers need
 * @param address of the room
 * @param teach the link that makes somebody a teacher there
 */
public record CodeView(
    String code, String join, String link, String modules, int side, String address,
    String teach) {

  private static final int MARGIN = 4;
  private static final int GROUP = 3;

  /** {@code host}: where this server is reached. */
  public static CodeView of(String code, String host, String address, String secret) {
    String link = host + "/join/" + code;
    QrCode qr = QrCode.encodeText(link, QrCode.Ecc.MEDIUM);
    StringBuilder modules = new StringBuilder();
    for (int y = 0; y < qr.size; y++) {
      for (int x = 0; x < qr.size; x++) {
        if (qr.getModule(x, y)) {
          modules.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
        }
      }
    }
    return new CodeView(code.substring(0, GROUP) + " " + code.substring(GROUP), host + "/rooms",
        link, modules.toString(), qr.size + 2 * MARGIN, address,
        secret.isEmpty() ? "" : host + address + "/teach/" + secret);
  }
}
