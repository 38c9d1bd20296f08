package fovea.server.storage;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;

/**
 * What is done by itself, by one of the servers that share a database: what nobody came back to for thirty
 * days, and sets whose pictures never came, are deleted once an hour, and what was deleted is given back to the disk once a minute.
 */
public final class Jobs implements AutoCloseable {

  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration COMING = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Scheduler scheduler;

  /** Begins at once. */
  public Jobs(Database database, OwnerStore owners) {
    SetStore sets = new SetStore(database);
    RecurringTask<Void> forget = Tasks.recurring("forget", FixedDelay.ofHours(1))
        .execute((_, _) -> {
          owners.deleteUnseenSince(Instant.now().minus(KEPT));
          sets.deleteComingSince(Instant.now().minus(COMING));
        });
    RecurringTask<Void> giveBack = Tasks.recurring("give back", FixedDelay.ofMinutes(1))
        .execute((_, _) -> database.giveBack());
    this.scheduler = Scheduler.create(database.jobs())
        .startTasks(forget, giveBack)
        .threads(1)
        // Other names than that of the machine are nobody's business, but must differ.
        .schedulerName(new SchedulerName.Fixed(Ids.unguessable()))
        .shutdownMaxWait(PATIENCE)
        .failureLogging(LogLevel.ERROR, true)
        .build();
    scheduler.start();
  }

  /** Waits for what is being done: it needs the database. */
  @Override
  public void close() {
    scheduler.stop();
  }
}
