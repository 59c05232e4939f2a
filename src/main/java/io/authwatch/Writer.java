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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes what the inputs read, lets the pipeline decide, makes it durable, and only then acknowledges,
 * tells and sends.
 *
 * <pre>
 *   wait ──▶ take all that is there ──▶ decide ──▶ commit ──▶ acknowledge ──▶ send what is due ──▶ wait
 *                                                    │  full: what inputs read waits until there is room
 *                                                    └─ failed: the process ends, exit 70
 * </pre>
 *
 * <p>Group commit comes by itself: whatever arrives during a commit is the next one.
 */
final class Writer implements Intake {
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** How long a stop waits for the answers to sends under way: what is not answered by then is sent again. */
    private static final Duration SENDS_LAST = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofSeconds(15);
    /** sysexits.h EX_SOFTWARE: the storage failed, come back through recovery. */
    static final int EXIT_STORAGE_FAILED = 70;

    private final Inbox inbox = new Inbox();
    private final Turns turns = new Turns();
    private final Pipeline pipeline;
    private final Outbox outbox;
    private final Committer committer;
    private final Sender sender;
    private final Aftermath aftermath;
    private final Happenings happenings;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "authwatch-writer");
    private final Cadence cadence;
    private final Stint stint;
    private final Pruner pruner;
    /** What inputs read and handed over, to be decided as soon as there is room. */
    private int reads;

    private int sending;
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
        this.committer = new Committer(ledger, happenings, () -> stopping);
        this.sender = sender;
        this.aftermath = new Aftermath(pipeline, history, happenings, clock);
        this.happenings = happenings;
        this.clock = clock;
        this.cadence = new Cadence(clock.instant());
        this.pruner = new Pruner(ledger, history::retention, happenings);
        this.stint = new Stint(clock.instant());
    }

    void start() {
        thread.start();
    }

    @Override
    public boolean offer(Batch batch) {
        return turns.offer(batch) && inbox.add(new Work.Read());
    }

    @Override
    public boolean offer(Batch batch, String sender) {
        return turns.offer(batch, sender) && inbox.add(new Work.Read());
    }

    /** Hands over work, to be done between two turns. */
    void hand(Work work) {
        inbox.add(work);
    }

    /** Why the latest commit did not succeed, or null. */
    @Nullable
    String trouble() {
        return committer.trouble();
    }

    /** Decides and commits what was handed over, awaits sends under way, writes a checkpoint; whether it ended in time. */
    boolean stop() throws InterruptedException {
        stopping = true;
        inbox.add(new Work.Nudge());
        thread.join(STOP.toMillis());
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!stopping) {
                turn(inbox.await(waitMillis(clock.instant())));
            }
            Instant deadline = clock.instant().plus(SENDS_LAST);
            while (hasWork() || (sending > 0 && clock.instant().isBefore(deadline))) {
                turn(inbox.await(waitMillis(clock.instant())));
            }
            TurnDraft last = new TurnDraft();
            pipeline.checkpoint(last);
            commit(last, clock.instant());
        } catch (Ledger.LedgerFull stoppedMeanwhile) {
            return; // what was not committed was not acknowledged, and comes again
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

    private boolean hasWork() {
        return !inbox.isEmpty() || (reads > 0 && trouble() == null);
    }

    /** One turn of what is there: so a test goes step by step. */
    void step() throws InterruptedException {
        turn(inbox.take());
    }

    private long waitMillis(Instant now) {
        if (reads > 0 && committer.hasRoom()) {
            return 0;
        }
        boolean soon = committer.holds() || stopping || trouble() != null;
        long wait = soon ? Committer.POSITION_PERIOD.toMillis() : IDLE.toMillis();
        for (Instant due : new Instant[] {pipeline.nextDue(), outbox.nextDue()}) {
            if (due != null) {
                wait = Math.min(wait, Math.max(1, Duration.between(now, due).toMillis() + 1));
            }
        }
        return wait;
    }

    private void turn(List<Work> works) throws InterruptedException {
        Instant now = clock.instant();
        stint.begin(now);
        TurnDraft turn = new TurnDraft();
        for (Work work : works) {
            take(work, now, turn);
        }
        turn = gather(decide(turn, now));
        pipeline.tick(now, turn);
        commit(turn, now);
        send(now);
        if (inbox.isEmpty()) {
            pruner.prune(now);
        }
    }

    /** Decides on what inputs read while there is room for it; answers the draft that is still to be committed. */
    private TurnDraft decide(TurnDraft draft, Instant now) throws InterruptedException {
        TurnDraft turn = draft;
        for (int works = 0; committer.hasRoom() && works < Inbox.WORKS && reads > 0; works++) {
            if (stint.isOver(turn, clock.instant())) {
                commit(turn, now);
                turn = new TurnDraft();
                stint.begin(clock.instant());
            } else {
                reads--;
                pipeline.decide(turns.next(), turn);
            }
        }
        return turn;
    }

    /** Waits for what comes next while commits follow each other closely; answers the draft to be committed. */
    private TurnDraft gather(TurnDraft draft) throws InterruptedException {
        TurnDraft turn = draft;
        boolean more = true;
        while (more && !stopping && committer.hasRoom() && stint.mayWait(turn, clock.instant())) {
            if (reads == 0) {
                // Asleep, so that no input has to wake this thread for each of its batches.
                Thread.sleep(Stint.PAUSE.toMillis());
            }
            List<Work> works = inbox.take();
            more = reads > 0 || !works.isEmpty();
            for (Work work : works) {
                take(work, clock.instant(), turn);
            }
            turn = decide(turn, clock.instant());
        }
        return turn;
    }

    private void take(Work work, Instant now, TurnDraft turn) {
        if (work instanceof Work.Read) {
            reads++;
        } else if (work instanceof Work.Report report) {
            sending--;
            pipeline.delivered(report.report(), now, turn);
        } else if (work instanceof Work.Swap swap) {
            pipeline.swap(swap.rules(), now, turn);
            cadence.want();
        } else if (work instanceof Work.Asked asked) {
            asked.doing().in(pipeline, now, turn);
        } else if (work instanceof Work.QuotaTold told) {
            outbox.told(told.quota(), now);
            happenings.quota(told.quota());
        } else if (work instanceof Work.Answered answered) {
            pipeline.answered(answered.report(), now, turn);
        }
    }

    private void commit(TurnDraft turn, Instant now) throws InterruptedException {
        // Last of all, for it covers whatever else its commit holds.
        boolean due = cadence.isDue(now, pipeline.holdsUnlogged(), pipeline.changedKeys());
        if (cadence.isWanted() || (trouble() == null && due)) {
            pipeline.checkpoint(turn);
        }
        Commit commit = turn.commit();
        Instant decided = clock.instant();
        committer.commit(commit, now, !stopping);
        Instant committed = clock.instant();
        stint.committed(Duration.between(decided, committed), committed);
        cadence.committed(commit, turn.entries(), now);
        aftermath.of(turn);
    }

    private void send(Instant now) {
        if (!stopping) {
            sending += sender.send(now, inbox::add);
        }
    }
}
