package fovea.server.api;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Upload;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureDecoder;
import fovea.server.picture.PictureFit;
import fovea.web.Words;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a call sends for a network to look at: a picture, or numbers. Thread-safe. */
public final class RunInputs {

  private static final Set<String> PARTS = Set.of(
      "network", "tensors", "image", "seed", "fit", "normalisation");

  private final PictureDecoder decoder;

  public RunInputs(PictureDecoder decoder) {
    this.decoder = decoder;
  }

  /** The parts of a call that computes a network, and these. */
  static Set<String> partsAnd(String... others) {
    Set<String> parts = new TreeSet<>(PARTS);
    parts.addAll(Set.of(others));
    return parts;
  }

  /**
   * The picture as numbers in the network's input shape.
   *
   * @throws Refusal 400 if there is none or it cannot be read, 413 or 422 over a limit
   */
  Tensor input(NetworkRequest request, NetworkRequest.Numbers numbers) {
    return request.form().part("image")
        .map(file -> fitted(request.form(), file, request.reading().network().input()))
        .or(numbers::input)
        .orElseThrow(() -> Refusal.malformed(
            "Send a picture as \"image\", or \"tensors\" with one named \"input\"."));
  }

  private Tensor fitted(Form form, Upload file, Shape.Maps input) {
    Fit fit = choice(form, "fit", Fit.CROP, Fit::of);
    Normalisation normalisation = choice(form, "normalisation", Normalisation.ZERO_TO_ONE,
        Normalisation::of);
    if (file.bytes().length > Form.MAX_BYTES) {
      throw Refusal.tooManyBytes("picture_bytes", Form.MAX_BYTES);
    }
    Picture picture = decoder.decode(file.bytes(), Words.in(Locale.ENGLISH));
    return PictureFit.fit(picture, input, fit).tensor(normalisation);
  }

  private static <T> T choice(
      Form form, String part, T otherwise, Function<String, Optional<T>> read) {
    return form.text(part)
        .map(word -> read.apply(word)
            .orElseThrow(() -> Refusal.malformed("\"" + word + "\" is no " + part + ".")))
        .orElse(otherwise);
  }
}
