package fovea.server.training;

import fovea.engine.dataset.Split;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.train.InvalidOption;
import fovea.engine.train.Moment;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.Wish;
import fovea.server.storage.MomentStore;
import fovea.server.storage.TrainingStore;
import fovea.server.storage.TrainingWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainings that this server works at, a fifth of a second each in turn, so that all of them move. What is
 * not at work is kept; another server, or this one after a restart, goes on from there. Thread-safe.
 */
final class Rounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** As many at a time; what is more waits for another server, or for its turn here. */
  private static final int MOST = 64;

  private static final String FAILED = "Something went wrong on our side; it has been written down.";

  private static final long LOOK_MILLIS = 500;
  private static final long BEAT_MILLIS = 3_000;
  private static final long RETRY_MILLIS = 1_000;
  private static final long PAUSED_WITHIN_MILLIS = 2_000;

  private final TrainingStore store;
  private final MomentStore moments;
  private final TrainingWork work;
  private final Sets sets;
  private final Turn turn;
  private final long maxBytes;
  private final Cancellation closing = new Cancellation();
  private final Thread worker;
  private final Thread watcher;

  /** By network, the one whose turn is next first. */
  private final Map<String, LiveTraining> live = new LinkedHashMap<>();

  /** Begins to work at what it finds. */
  Rounds(TrainingStore store, MomentStore moments, TrainingWork work, Sets sets,
      Trainings trainings,
      Inference inference, long maxBytes) {
    this.store = store;
    this.moments = moments;
    this.work = work;
    this.sets = sets;
    this.maxBytes = maxBytes;
    this.turn = new Turn(work, trainings, inference, closing, this::somebodyWants);
    this.worker = Thread.ofPlatform().daemon().name("fovea-trainer").start(this::work);
    this.watcher = Thread.ofPlatform().daemon().name("fovea-trainer-watch").start(this::watch);
  }

  /** Works at it at once; where there is no room it waits until there is some. */
  void takeUp(String network) {
    if (hasRoom()) {
      try {
        work.takeUp(network).ifPresent(this::add);
      } catch (Refusal later) {
        // It has begun all the same: whoever looks next takes it up.
        LOG.debug("the training of {} waits: {}", network, later.detail());
      }
    }
  }

  /** Tells a training what is wanted of it, and waits a moment for its pause or its end. */
  void wish(String network, Wish wish) {
    LiveTraining one = live(network);
    if (one != null) {
      one.wish(wish);
      wake();
      if (wish != Wish.RUN) {
        awaitEnd(one);
      }
    }
  }

  /** Of that network, if this server works at it. */
  synchronized @Nullable LiveTraining live(String network) {
    return live.get(network);
  }

  /** How many have their turn before it. */
  synchronized int ahead(LiveTraining one) {
    return new ArrayList<>(live.values()).indexOf(one);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void awaitEnd(LiveTraining one) {
    long end = System.nanoTime() + Duration.ofMillis(PAUSED_WITHIN_MILLIS).toNanos();
    try {
      while (live.get(one.kept().network()) == one && System.nanoTime() < end) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works at a training that was taken up from now on. */
  private void add(KeptTraining kept) {
    try {
      TrainingPlan plan = TrainingPlan.parse(kept.plan());
      Moment moment = Checkpoint.read(
          store.checkpoint(kept.network()).orElseThrow(), kept.step(), kept.seed());
      Split split = set(kept, NetworkReading.of(kept.document()), plan);
      TrainingLog log = TrainingLog.parse(store.log(kept.network()));
      LiveTraining one = new LiveTraining(
          kept, moment, log, split, moments.steps(kept.network()).size());
      synchronized (this) {
        live.put(kept.network(), one);
        notifyAll();
      }
    } catch (Refusal cannot) {
      // Its set is gone, or its options are not allowed any more; what is only busy is found again.
      if (cannot.retryAfterSeconds() == 0) {
        work.lose(kept, cannot.detail());
      }
    } catch (RuntimeException | Error bug) {
      LOG.error("the training of {} could not be taken up", kept.network(), bug);
      work.lose(kept, FAILED);
    }
  }

  /** What it learns from. A class may have been taken away: what is learned would have another's name. */
  private Split set(KeptTraining kept, NetworkReading reading, TrainingPlan plan) {
    Split split = sets.find(kept.owner(), kept.document().input(), plan);
    Admission.requireClasses(reading, split.training().classes().size());
    return split;
  }

  private synchronized boolean hasRoom() {
    long waiting = live.values().stream().mapToLong(LiveTraining::waitingBytes).sum();
    return live.size() < MOST && waiting < maxBytes;
  }

  private synchronized boolean somebodyWants() {
    return live.values().stream().anyMatch(Rounds::isUrgent);
  }

  private static boolean isUrgent(LiveTraining one) {
    return one.wish() != Wish.RUN && System.nanoTime() - one.retryNanos >= 0;
  }

  private void work() {
    try {
      while (!closing.isCancelled()) {
        LiveTraining next = next();
        if (next != null && !take(next)) {
          drop(next);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for whoever is to work next; null at the end. */
  private synchronized @Nullable LiveTraining next() throws InterruptedException {
    Optional<LiveTraining> next = first();
    while (next.isEmpty() && !closing.isCancelled()) {
      wait(LOOK_MILLIS / 5);
      next = first();
    }
    return next.orElse(null);
  }

  /** Whoever is wanted to pause or to end, then whose turn it is. */
  private Optional<LiveTraining> first() {
    return live.values().stream().filter(Rounds::isUrgent).findFirst()
        .or(() -> live.values().stream()
            .filter(one -> System.nanoTime() - one.retryNanos >= 0).findFirst());
  }

  /** Lets one have its turn; whether it goes on. */
  private boolean take(LiveTraining one) {
    boolean goesOn;
    try {
      goesOn = turn.take(one, set(one.kept(), one.reading(), one.plan()));
      one.rest(hasOthers());
    } catch (Refusal later) {
      if (later.status() == 404 || later.status() == 422) {
        // Its set is gone, or has too few pictures by now.
        lose(one, later.detail());
        return false;
      }
      LOG.warn("the training of {} waits: {}", one.kept().network(), later.detail());
      one.retryNanos = System.nanoTime() + Duration.ofMillis(RETRY_MILLIS).toNanos();
      goesOn = true;
    } catch (InvalidOption cannot) {
      lose(one, "This network cannot be trained: " + cannot.getMessage() + ".");
      goesOn = false;
    } catch (RuntimeException | Error bug) {
      if (closing.isCancelled()) {
        return true;
      }
      LOG.error("the training of {} failed", one.kept().network(), bug);
      lose(one, FAILED);
      goesOn = false;
    }
    synchronized (this) {
      if (live.get(one.kept().network()) == one) {
        live.remove(one.kept().network());
        live.put(one.kept().network(), one);
      }
    }
    return goesOn;
  }

  private synchronized boolean hasOthers() {
    return live.size() > 1;
  }

  private void lose(LiveTraining one, String sentence) {
    try {
      work.lose(one.kept(), sentence);
    } catch (RuntimeException away) {
      LOG.error("nor could it be kept that it has", away);
    }
  }

  private synchronized void drop(LiveTraining one) {
    live.remove(one.kept().network(), one);
    notifyAll();
  }

  /** Says that this server is there, hears what is wanted elsewhere, and takes up what nobody works at. */
  private void watch() {
    long beat = System.nanoTime() - Duration.ofMillis(BEAT_MILLIS).toNanos();
    try {
      while (!closing.isCancelled()) {
        try {
          hear();
          if (System.nanoTime() - beat >= Duration.ofMillis(BEAT_MILLIS).toNanos()) {
            beat = System.nanoTime();
            work.beat(all().stream().map(one -> one.kept().network()).toList());
            takeUp();
          }
        } catch (RuntimeException | Error away) {
          LOG.warn("no look at the trainings: {}", String.valueOf(away.getMessage()));
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<LiveTraining> all() {
    return List.copyOf(live.values());
  }

  private void hear() {
    List<LiveTraining> known = all();
    if (known.isEmpty()) {
      return;
    }
    long asked = System.nanoTime();
    Map<String, Wish> wishes = work.wishes();
    for (LiveTraining one : known) {
      Wish wish = wishes.get(one.kept().network());
      if (wish != null) {
        one.hear(wish, asked);
      }
    }
    wake();
  }

  private void takeUp() {
    Optional<KeptTraining> left;
    do {
      left = hasRoom() ? work.takeUpAny() : Optional.empty();
      left.ifPresent(this::add);
    } while (left.isPresent());
  }

  /** Ends within a step, keeps how far all are, and leaves them to others. */
  @Override
  public void close() {
    closing.cancel();
    wake();
    watcher.interrupt();
    try {
      worker.join(Duration.ofSeconds(5));
      for (LiveTraining one : all()) {
        turn.keepBeforeTheEnd(one);
      }
      work.leave();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException away) {
      LOG.warn("trainings go on from where they were kept last: {}", away.getMessage());
    }
  }
}
