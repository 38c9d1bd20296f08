package fovea.server.workbench;

import fovea.server.run.Run;
import fovea.server.run.RunState;
import fovea.web.workbench.RunProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest run of each network, while it is being shown. Thread-safe. */
final class LiveRuns {

  private static final int REMEMBERED = 2_000;

  private final Map<String, Run> byNetwork = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
      return size() > REMEMBERED;
    }
  };

  synchronized void put(String network, Run run) {
    byNetwork.remove(network);
    byNetwork.put(network, run);
  }

  synchronized Optional<Run> of(String network) {
    return Optional.ofNullable(byNetwork.get(network));
  }

  /** How far a network's latest run is. */
  RunProgress progress(String network) {
    return of(network).map(run -> progress(run.state())).orElse(new RunProgress.Idle());
  }

  private static RunProgress progress(RunState state) {
    return switch (state) {
      case RunState.Waiting(int ahead, var about) ->
        new RunProgress.Waiting(ahead, about.toMillis());
      case RunState.Running(long done, long total, String layer) ->
        new RunProgress.Running(total == 0 ? 0 : (double) done / total, layer);
      case RunState.Failed(String reason) -> new RunProgress.Failed(reason);
      case RunState.Done _, RunState.Cancelled _ -> new RunProgress.Idle();
    };
  }
}
