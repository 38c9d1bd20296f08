package fovea.engine.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The multiply-adds that a core can do in the same run: what every other figure is a share of. */
@State(Scope.Thread)
public class FmaPeakBenchmark {

  static final int ROUNDS = 1000;

  public float x = 0.5f;
  public float w = 0.25f;

  @Benchmark
  public float registers() {
    return FmaPeak.spin(ROUNDS, x, w);
  }
}
