package fovea.server.picture;

import fovea.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How pixel values (0 to 1) become the numbers that the network reads. */
public enum Normalisation {
  /** As they are: 0 to 1, as torchvision's {@code ToTensor} gives them. */
  ZERO_TO_ONE,
  /** 2v − 1. */
  MINUS_ONE_TO_ONE,
  /** (v − mean) / std with the means and deviations of ImageNet, as torchvision's weights expect. */
  IMAGENET,
  /** (v − mean) / std with this picture's own mean and deviation in each channel. */
  PER_PICTURE;

  private static final float[] IMAGENET_MEANS = {0.485f, 0.456f, 0.406f};
  private static final float[] IMAGENET_DEVIATIONS = {0.229f, 0.224f, 0.225f};

  /** The luma of the three means and of the three deviations, for grey input. */
  private static final float IMAGENET_GREY_MEAN = 0.449f;

  private static final float IMAGENET_GREY_DEVIATION = 0.226f;

  /** A flat picture has no deviation to divide by. */
  private static final double SMALLEST_DEVIATION = 1e-6;

  /** The word used in forms and calls: {@code zero_to_one}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The normalisation of this word. */
  public static Optional<Normalisation> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** What a network reads of a picture {@code [C, H, W]} of numbers from 0 to 1. */
  public Tensor of(Tensor picture) {
    float[] values = picture.data().clone();
    int channels = picture.dimension(0);
    int size = values.length / channels;
    for (int c = 0; c < channels; c++) {
      apply(values, c * size, (c + 1) * size, c, channels);
    }
    return Tensor.of(values, picture.shape());
  }

  /** Changes one channel's values in place; {@code channels} says whether this is grey (1). */
  void apply(float[] values, int from, int to, int c, int channels) {
    switch (this) {
      case ZERO_TO_ONE -> {}
      case MINUS_ONE_TO_ONE -> standardise(values, from, to, 0.5f, 0.5f);
      case IMAGENET -> {
        boolean grey = channels == 1;
        float mean = grey ? IMAGENET_GREY_MEAN : IMAGENET_MEANS[c % 3];
        float deviation = grey ? IMAGENET_GREY_DEVIATION : IMAGENET_DEVIATIONS[c % 3];
        standardise(values, from, to, mean, deviation);
      }
      case PER_PICTURE -> {
        double mean = 0;
        for (int i = from; i < to; i++) {
          mean += values[i];
        }
        mean /= to - from;
        double variance = 0;
        for (int i = from; i < to; i++) {
          variance += (values[i] - mean) * (values[i] - mean);
        }
        double deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance / (to - from)));
        standardise(values, from, to, (float) mean, (float) deviation);
      }
    }
  }

  private static void standardise(float[] values, int from, int to, float mean, float deviation) {
    for (int i = from; i < to; i++) {
      values[i] = (values[i] - mean) / deviation;
    }
  }
}
