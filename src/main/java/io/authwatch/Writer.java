package io.authwatch;

import io.authwatch.notify.Outbox;
import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Commit;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Intake;
import io.authwatch.pipeline.Ledger;
import io.authwatch.pipeline.Pipeline;
import io.authwatch.pipeline.Retention;
import io.authwatch.pipeline.TurnDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes what the inputs read, lets the pipeline decide, makes it durable, and only then acknowledges,
 * tells and sends.
 *
 * <pre>
 *   wait ──▶ take all that is there ──▶ decide ──▶ commit ──▶ acknowledge ──▶ send what is due ──▶ wait
 *                                                    │  full: tried again every second, nothing is read on
 *                                                    └─ failed: the process ends, exit 70
 * </pre>
 *
 * <p>Group commit comes by itself: whatever arrives during a commit is the next one.
 */
final class Writer implements Intake {
    /** Log entries that one transaction takes about, so that it stays short. */
    private static final int TURN_ENTRIES = 20_000;
    /** Octets of batches that one transaction takes about: nobody waits long for those of others. */
    private static final int TURN_OCTETS = 4 << 20;

    private static final int CHECKPOINT_ENTRIES = 200_000;
    private static final Duration CHECKPOINT_PERIOD = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PRUNE_PERIOD = Duration.ofSeconds(30);
    /** How long a stop waits for the answers to sends under way: what is not answered by then is sent again. */
    private static final Duration SENDS_LAST = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofSeconds(15);
    /** sysexits.h EX_SOFTWARE: the storage failed, come back through recovery. */
    static final int EXIT_STORAGE_FAILED = 70;

    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Turns turns = new Turns();
    private final Pipeline pipeline;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Committer committer;
    private final Sender sender;
    private final History history;
    private final Happenings happenings;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "authwatch-writer");
    private Instant checkpointed;
    private Instant pruned = Instant.EPOCH;
    private int entriesSinceCheckpoint;
    private int sending;
    private long evicted;
    private volatile boolean stopping;

    /** What the writer hands on after each commit, and how much of it is to be kept. */
    interface History {
        void committed(Batch batch);

        Retention retention(Instant now);
    }

    Writer(
            Pipeline pipeline,
            Outbox outbox,
            Ledger ledger,
            Sender sender,
            History history,
            Happenings happenings,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.outbox = outbox;
        this.ledger = ledger;
        this.committer = new Committer(ledger, happenings);
        this.sender = sender;
        this.history = history;
        this.happenings = happenings;
        this.clock = clock;
        this.checkpointed = clock.instant();
    }

    void start() {
        thread.start();
    }

    @Override
    public boolean offer(Batch batch) {
        return offer(batch, batch.input().label());
    }

    @Override
    public boolean offer(Batch batch, String sender) {
        return turns.offer(batch, sender) && queue.add(new Work.Read());
    }

    /** Hands over work, to be done between two turns. */
    void hand(Work work) {
        queue.add(work);
    }

    /** Why the latest commit did not succeed, or null. */
    @Nullable
    String trouble() {
        return committer.trouble();
    }

    /** Decides and commits all that was handed over, waits for sends under way, writes a checkpoint, and ends. */
    void stop() throws InterruptedException {
        stopping = true;
        queue.add(new Work.Nudge());
        thread.join(STOP.toMillis());
    }

    private void run() {
        try {
            while (!stopping) {
                turn(take());
            }
            Instant deadline = clock.instant().plus(SENDS_LAST);
            while (!queue.isEmpty() || (sending > 0 && clock.instant().isBefore(deadline))) {
                turn(take());
            }
            TurnDraft last = new TurnDraft();
            pipeline.checkpoint(last);
            commit(last, clock.instant());
        } catch (Ledger.LedgerFailed failed) {
            end(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error ours) {
            end("the writer failed: " + ours);
        }
    }

    /** Ends the process at once: what was not committed comes again, and what was is safe. */
    private void end(String why) {
        happenings.ledgerFailed(why);
        Runtime.getRuntime().halt(EXIT_STORAGE_FAILED);
    }

    private List<Work> take() throws InterruptedException {
        List<Work> works = new ArrayList<>();
        Work first = queue.poll(waitMillis(clock.instant()), TimeUnit.MILLISECONDS);
        if (first != null) {
            works.add(first);
            queue.drainTo(works, 255);
        }
        return works;
    }

    private long waitMillis(Instant now) {
        long wait = committer.holdsPositions() || stopping ? Committer.POSITION_PERIOD.toMillis() : IDLE.toMillis();
        for (Instant due : new Instant[] {pipeline.nextDue(), outbox.nextDue()}) {
            if (due != null) {
                wait = Math.min(wait, Math.max(1, Duration.between(now, due).toMillis() + 1));
            }
        }
        return wait;
    }

    private void turn(List<Work> works) throws InterruptedException {
        Instant now = clock.instant();
        TurnDraft turn = new TurnDraft();
        for (Work work : works) {
            if (turn.entries() > TURN_ENTRIES || turn.octets() > TURN_OCTETS) {
                commit(turn, now);
                turn = new TurnDraft();
            }
            take(work, now, turn);
        }
        pipeline.tick(now, turn);
        if (checkpointDue(now)) {
            pipeline.checkpoint(turn);
        }
        commit(turn, now);
        send(now);
        prune(now);
    }

    private void take(Work work, Instant now, TurnDraft turn) {
        if (work instanceof Work.Read) {
            pipeline.decide(turns.next(), turn);
        } else if (work instanceof Work.Report report) {
            sending--;
            pipeline.delivered(report.report(), now, turn);
        } else if (work instanceof Work.Swap swap) {
            pipeline.swap(swap.rules(), now, turn);
            pipeline.checkpoint(turn);
        } else if (work instanceof Work.Asked asked) {
            asked.doing().in(pipeline, now, turn);
        } else if (work instanceof Work.QuotaTold told) {
            outbox.told(told.quota(), now);
            happenings.quota(told.quota());
        } else if (work instanceof Work.Answered answered) {
            pipeline.answered(answered.report(), now, turn);
        }
    }

    private boolean checkpointDue(Instant now) {
        return entriesSinceCheckpoint > CHECKPOINT_ENTRIES
                || ((entriesSinceCheckpoint > 0 || pipeline.holdsUnlogged())
                        && now.isAfter(checkpointed.plus(CHECKPOINT_PERIOD)));
    }

    private void commit(TurnDraft turn, Instant now) throws InterruptedException {
        Commit commit = turn.commit();
        committer.commit(commit, now, !stopping);
        entriesSinceCheckpoint = commit.checkpoint() == null ? entriesSinceCheckpoint + turn.entries() : 0;
        checkpointed = commit.checkpoint() == null ? checkpointed : now;
        after(turn);
    }

    private void after(TurnDraft turn) {
        Instant committed = clock.instant();
        for (Batch batch : turn.batches()) {
            batch.acknowledged().run();
            history.committed(batch);
            if (batch.decided() > 0) {
                happenings.decisionTook(Duration.between(batch.received(), committed), batch.decided());
            }
        }
        turn.tell(happenings);
        if (pipeline.evicted() > evicted) {
            evicted = pipeline.evicted();
            happenings.limitHit("rule-keys");
        }
    }

    private void send(Instant now) {
        if (!stopping) {
            sending += sender.send(now, queue::add);
        }
    }

    private void prune(Instant now) {
        if (now.isAfter(pruned.plus(PRUNE_PERIOD)) && queue.isEmpty()) {
            pruned = now;
            try {
                ledger.prune(history.retention(now));
            } catch (Ledger.LedgerFull full) {
                // Pruning needs a little room itself; the next commit says so, and then it is tried again.
                return;
            }
        }
    }
}
