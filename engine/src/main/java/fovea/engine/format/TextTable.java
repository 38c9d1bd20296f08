package fovea.engine.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table to take along: as CSV, as Markdown, or in columns for a page of text. Numbers in it are
 * whole and plain, so that other programs read them.
 *
 * @param columns the heads
 * @param lines a cell for each column
 */
public record TextTable(List<Column> columns, List<List<String>> lines) {

  /** A head; numbers stand at the right. */
  public record Column(String name, boolean isNumber) {}

  public TextTable {
    columns = List.copyOf(columns);
    lines = lines.stream().map(List::copyOf).toList();
  }

  /** The text for a file of type {@code txt}, {@code csv} or {@code md}; empty for any other. */
  public Optional<String> as(String type) {
    return switch (type) {
      case "txt" -> Optional.of(text());
      case "csv" -> Optional.of(csv());
      case "md" -> Optional.of(markdown());
      default -> Optional.empty();
    };
  }

  /** Comma-separated, with a line of names, as RFC 4180 has it. */
  public String csv() {
    return all().stream()
        .map(line -> line.stream().map(TextTable::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** As Markdown writes tables. */
  public String markdown() {
    List<List<String>> lines = new ArrayList<>(all());
    lines.add(1, columns.stream().map(column -> column.isNumber ? "---:" : "---").toList());
    return lines.stream()
        .map(line -> "| " + String.join(" | ", line).replace("_", "\\_") + " |\n")
        .collect(Collectors.joining());
  }

  /** In columns of equal width. */
  public String text() {
    List<List<String>> lines = all();
    List<Integer> widths = IntStream.range(0, columns.size())
        .mapToObj(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
        .toList();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        String space = " ".repeat(widths.get(i) - line.get(i).length());
        row.append(columns.get(i).isNumber ? space + line.get(i) : line.get(i) + space)
            .append("  ");
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::name).toList());
    all.addAll(lines);
    return all;
  }
}
