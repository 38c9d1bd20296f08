package fovea.engine.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The textbook twins of two layers: what the vectors are for. */
@State(Scope.Thread)
public class TextbookBenchmark {

  @Param({"STRIDED_3X3", "DEPTHWISE_3X3"})
  public PublishedLayer layer;

  private PublishedLayer.Ready ready;

  @Setup
  public void prepare() {
    ready = layer.ready(Kernels.textbook());
  }

  @Benchmark
  public Object textbook() {
    return ready.compute();
  }
}
