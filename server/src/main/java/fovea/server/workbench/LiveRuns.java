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

  private record Latest(Run run, boolean isAskedFor) {}

  private final Map<String, Latest> byNetwork = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Latest> eldest) {
      return size() > REMEMBERED;
    }
  };

  /** Takes down a run; that one was asked for counts for all later ones of the network. */
  synchronized void put(String network, Run run, boolean isAskedFor) {
    Latest before = byNetwork.remove(network);
    byNetwork.put(network,
        new Latest(run, isAskedFor || (before != null && before.isAskedFor)));
  }

  /** Ends a network's latest run and forgets it. */
  synchronized void cancel(String network) {
    Latest latest = byNetwork.remove(network);
    if (latest != null) {
      latest.run.cancel();
    }
  }

  /** Whether somebody has asked for a run of this network, and has cancelled none since. */
  synchronized boolean isAskedFor(String network) {
    Latest latest = byNetwork.get(network);
    return latest != null && latest.isAskedFor;
  }

  /** How far a network's latest run is. */
  RunProgress progress(String network) {
    return latest(network).map(run -> progress(run.state())).orElse(new RunProgress.Idle());
  }

  private synchronized Optional<Run> latest(String network) {
    return Optional.ofNullable(byNetwork.get(network)).map(Latest::run);
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
