package fovea.web.workbench;

import fovea.engine.format.onnx.OnnxModel;
import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import java.util.List;

/** Says what a network can be exported to. */
public final class ExportPresenter {

  private final Words words;

  public ExportPresenter(Words words) {
    this.words = words;
  }

  /**
   * A file that could be made.
   *
   * @param format its name in addresses, such as {@code onnx}
   * @param bytes its length, if it can be made
   * @param isText whether people can read it
   * @param refusal why it cannot; empty if it can
   */
  public record Offer(String format, long bytes, boolean isText, String refusal) {}

  /**
   * The view of a network.
   *
   * @param address of its page
   * @param seed of its weights
   * @param offers of an illegal network its document only
   */
  public ExportView of(NetworkReading reading, String address, long seed, List<Offer> offers) {
    String name = reading.network().name();
    return new ExportView(words.say("export.window", name), name, address, problem(reading),
        offers.stream().map(offer -> file(offer, address, seed)).toList());
  }

  /**
   * A file of text, to read and to copy.
   *
   * @param canAnnotate whether there is the choice of annotating it
   */
  public PreviewView preview(
      NetworkReading reading, String address, String format, boolean canAnnotate,
      boolean annotated, String text) {
    String title = words.say("export." + format);
    String file = address + "/export/" + format;
    return new PreviewView(words.say("preview.window", title, reading.network().name()), title,
        reading.network().name(), address, file + (annotated ? "" : "?annotated=false"),
        canAnnotate ? file + "/preview" : "", annotated, text);
  }

  private String problem(NetworkReading reading) {
    return reading.isLegal()
        ? ""
        : words.say("export.illegal", reading.problems().getFirst().layer());
  }

  private ExportView.File file(Offer offer, String address, long seed) {
    String key = "export." + offer.format();
    boolean isThere = offer.refusal().isEmpty();
    return new ExportView.File(
        words.say(key),
        words.say(key + ".note", OnnxModel.OPSET, words.numbers().whole(seed)),
        isThere ? address + "/export/" + offer.format() : "",
        isThere && offer.isText() ? address + "/export/" + offer.format() + "/preview" : "",
        isThere ? words.say(key + ".button", words.numbers().bytes(offer.bytes())) : "",
        offer.refusal());
  }
}
