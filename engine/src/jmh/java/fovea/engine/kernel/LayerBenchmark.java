package fovea.engine.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One layer in one thread, vectorised. */
@State(Scope.Thread)
public class LayerBenchmark {

  @Param
  public PublishedLayer layer;

  private PublishedLayer.Ready ready;

  @Setup
  public void prepare() {
    ready = layer.ready(Kernels.best());
  }

  @Benchmark
  public Object vector() {
    return ready.compute();
  }
}
