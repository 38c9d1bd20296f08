package fovea.server.workbench;

import fovea.engine.format.LayerTable;
import fovea.engine.format.LayerTable.Column;
import fovea.engine.format.TextTable;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Attachment;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.web.table.TablePresenter;
import fovea.web.table.TableView;
import io.javalin.http.Context;
import java.util.Objects;

/** The layers of a network as a table, to look at and to take along. */
final class TableHandler {

  private final OpenNetworks networks;
  private final Answers answers;

  TableHandler(OpenNetworks networks, Answers answers) {
    this.networks = networks;
    this.answers = answers;
  }

  /** {@code ?sort=macs&order=descending}. */
  void show(Context context) {
    answers.html(context, "table",
        view(context, reading(context), "/networks/" + context.pathParam("network")));
  }

  /** The table of a network that lies at that address. */
  static TableView view(Context context, NetworkReading reading, String address) {
    return new TablePresenter(Answers.visit(context).words())
        .of(reading, address, by(context), isDescending(context));
  }

  /** The same as a file: {@code txt}, {@code csv} or {@code md}. */
  void file(Context context) {
    LayerTable table = LayerTable.of(reading(context)).sorted(by(context), isDescending(context));
    String name = networks.kept(Session.of(context).owner(), context.pathParam("network"))
        .network().name();
    send(context, table.text(), name);
  }

  /** A table as a file of the type that the address names. */
  static void send(Context context, TextTable table, String name) {
    String format = context.pathParam("format");
    String text = table.as(format)
        .orElseThrow(() -> Refusal.notFound("A table is a file of txt, csv or md."));
    String type = switch (format) {
      case "csv" -> "text/csv";
      case "md" -> "text/markdown";
      default -> "text/plain";
    };
    context.header("Content-Disposition", Attachment.of(name, "." + format))
        .header("Cache-Control", "no-store")
        .contentType(type + "; charset=utf-8").result(text);
  }

  private NetworkReading reading(Context context) {
    return NetworkReading.of(
        networks.kept(Session.of(context).owner(), context.pathParam("network")).network());
  }

  private static Column by(Context context) {
    return Column.named(Objects.requireNonNullElse(context.queryParam("sort"), ""));
  }

  private static boolean isDescending(Context context) {
    return "descending".equals(context.queryParam("order"));
  }
}
