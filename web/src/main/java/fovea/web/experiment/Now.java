package fovea.web.experiment;

import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Result;

/**
 * Where an experiment stands.
 *
 * @param isAsked whether somebody waits for it
 * @param isBegun whether a server is at it, and not at another one
 * @param trial the share of the trial under way that is done, 0 to 1
 * @param canCancel whether who looks may stop it
 */
public record Now(Experiment experiment, Result result, boolean isAsked, boolean isBegun,
    double trial, boolean canCancel) {

  long done() {
    return experiment.trials().stream().filter(result::has).count();
  }

  String state() {
    return result.isWhole(experiment)
        ? "done"
        : isAsked
            ? "live"
            : result.rows().isEmpty()
                ? "new"
                : "part";
  }
}
