package io.authwatch.source;

import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows the systemd journal on a thread of its own, through journalctl: what it prints has been the same for years,
 * and the journal's files are systemd's affair.
 *
 * <pre>
 *   start ──▶ catch up: print what was missed ──▶ follow: print what comes ──▶ (never ends)
 *               ▲ │ ended badly: back off          ▲ │ ended: back off
 *               └─┘ cursor refused: go by time     └─┘
 * </pre>
 *
 * <p>Catching up is a run of its own since {@code --follow} shows nothing from before the last boot (systemd 250 and
 * later).
 */
public final class JournalSource implements AutoCloseable {
    private static final String WHERE = "journal";
    private static final Duration JOIN = Duration.ofSeconds(5);

    private final JournalSettings settings;
    private final Downstream downstream;
    private final JournalLimits limits;
    private final Waker waker;
    private final Thread thread;
    private final @Nullable FilePosition kept;
    private Duration backOff;
    private boolean caughtUp;
    private boolean byTime;
    private boolean well;
    private boolean troubled;
    private volatile @Nullable JournalProcess running;
    private volatile boolean stopped;

    /**
     * A source that does not read yet.
     *
     * @param position where the ledger says that a run before this one stopped, or null
     */
    public JournalSource(
            JournalSettings settings,
            @Nullable FilePosition position,
            Downstream downstream,
            JournalLimits limits,
            Waker waker) {
        this.settings = settings;
        this.kept = position;
        this.downstream = downstream;
        this.limits = limits;
        this.waker = waker;
        this.backOff = limits.backOffMin();
        this.thread = new Thread(this::run, "journal");
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            JournalTail tail = new JournalTail(settings.host(), kept, downstream, limits);
            while (!stopped) {
                String why = ran(tail);
                if (why != null && !stopped) {
                    trouble(why);
                    waker.pause(backOff);
                    backOff = longer(backOff);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(limits.backOffMax()) < 0 ? doubled : limits.backOffMax();
    }

    /** One run of journalctl; why it must not be started again at once, or null. */
    private @Nullable String ran(JournalTail tail) throws InterruptedException {
        try {
            return waitForRoom(tail) ? printed(tail) : null;
        } catch (IOException e) {
            return "journalctl cannot be run (is systemd installed?): " + e.getMessage();
        } catch (RuntimeException e) {
            return "a mistake of ours, trying again: " + e;
        }
    }

    private @Nullable String printed(JournalTail tail) throws IOException, InterruptedException {
        try (JournalProcess process = JournalProcess.start(settings.command(tail.position(), byTime, caughtUp))) {
            running = process;
            return ended(process, tail, read(process, tail));
        } finally {
            running = null;
        }
    }

    /** Reads to the end; whether any entry came. */
    private boolean read(JournalProcess process, JournalTail tail) throws InterruptedException {
        boolean any = false;
        tail.begin();
        if (caughtUp) {
            well(false);
        }
        try {
            while (waitForRoom(tail)) {
                int entries = tail.read(process.output());
                if (entries < 0) {
                    return any;
                }
                if (entries > 0) {
                    any = true;
                    byTime = false;
                    well(true);
                }
            }
        } catch (IOException e) {
            // its output was closed under our hands: it is being stopped
        }
        return any;
    }

    private boolean waitForRoom(JournalTail tail) throws InterruptedException {
        while (!stopped && !tail.hasRoom()) {
            waker.pause(limits.retryEvery());
        }
        return !stopped;
    }

    private @Nullable String ended(JournalProcess process, JournalTail tail, boolean any) throws InterruptedException {
        if (stopped) {
            return null;
        }
        int code = process.exitCode();
        String complaint = process.complaint();
        if (code == 0 && !caughtUp) {
            caughtUp = true;
            troubled = false;
            if (!complaint.isEmpty()) {
                trouble(complaint);
            }
            return null;
        }
        boolean refused = complaint.toLowerCase(Locale.ROOT).contains("cursor");
        if (!any && refused && !byTime && !tail.position().cursor().isEmpty()) {
            byTime = true;
            trouble("the journal does not take the kept cursor, going on with its entries since "
                    + Instant.EPOCH.plus(tail.position().offset(), ChronoUnit.MICROS) + ": " + complaint);
            return null;
        }
        return "journalctl ended with code " + code + (complaint.isEmpty() ? "" : ": " + complaint);
    }

    private void trouble(String why) {
        well = false;
        troubled = true;
        downstream.happenings().inputTroubled(Input.JOURNAL, WHERE, why);
    }

    /** It prints. After trouble only an entry shows that, or a journalctl that dies at once would look well in between. */
    private void well(boolean entries) {
        if (entries) {
            backOff = limits.backOffMin();
            troubled = false;
        }
        if (!well && !troubled) {
            well = true;
            downstream.happenings().inputStarted(Input.JOURNAL, WHERE);
        }
    }

    /** Stops reading, ends journalctl and waits for the thread. What was handed over stays the writer's. */
    @Override
    public void close() {
        stopped = true;
        waker.wake();
        try {
            long patience = JOIN.toMillis();
            while (thread.isAlive() && patience > 0) {
                JournalProcess process = running;
                if (process != null) {
                    process.stop();
                }
                thread.join(100);
                patience -= 100;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
