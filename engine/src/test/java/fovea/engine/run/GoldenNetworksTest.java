package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenNetworksTest {

  private static final Inference TEXTBOOK = new Inference(2, 1 << 20, Kernels.textbook());
  private static final Inference DEFAULT = Inference.withDefaults();

  @AfterAll
  static void close() {
    TEXTBOOK.close();
    DEFAULT.close();
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void textbookKernelsAgreeWithPyTorchAtEveryLayer(Goldens.Golden golden) {
    Goldens.requireAgreement(golden, TEXTBOOK);
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void defaultEngineAgreesWithPyTorchAtEveryLayer(Goldens.Golden golden) {
    Goldens.requireAgreement(golden, DEFAULT);
  }
}
