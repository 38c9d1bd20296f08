package fovea.server.run;

import java.time.Duration;

/** How far a run has come. */
public sealed interface RunState {

  /** Others are computed first: so many, and it will start in about that time. */
  record Waiting(int ahead, Duration about) implements RunState {}

  /** Being computed; done and total in multiply-accumulates, layer is the one finished last. */
  record Running(long done, long total, String layer) implements RunState {}

  /** Computed, in so much time without the waiting. */
  record Done(long nanos) implements RunState {}

  /** Not computed, for a reason that is said to people. */
  record Failed(String reason) implements RunState {}

  /** Nobody wants it any more: cancelled, replaced by a newer one, or its page is gone. */
  record Cancelled() implements RunState {}

  /** Whether nothing will change any more. */
  default boolean isEnded() {
    return switch (this) {
      case Waiting _, Running _ -> false;
      case Done _, Failed _, Cancelled _ -> true;
    };
  }
}
