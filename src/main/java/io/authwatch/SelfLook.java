package io.authwatch;

import io.authwatch.ops.SelfCounts;
import io.authwatch.pipeline.SelfFigures;
import io.authwatch.pipeline.SelfWatch;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Takes the figures about Authwatch itself from time to time, and hands them to the writer, which tells what is to be told. */
final class SelfLook {
    /** How often. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(SelfLook.class);

    private final SelfWatch watch;
    private final SelfCounts counts;
    private final RuleKeeper rules;
    private final Path dataDir;
    private final InstantSource wall;
    private final LongSupplier steadyNanos;
    private final long startedNanos;
    /** So that a writer who is held up finds one look, and not one for each time. */
    private final AtomicBoolean underWay = new AtomicBoolean();

    SelfLook(
            SelfWatch.Settings settings,
            SelfCounts counts,
            RuleKeeper rules,
            Path dataDir,
            InstantSource wall,
            LongSupplier steadyNanos) {
        this.watch = new SelfWatch(settings);
        this.counts = counts;
        this.rules = rules;
        this.dataDir = dataDir;
        this.wall = wall;
        this.steadyNanos = steadyNanos;
        this.startedNanos = steadyNanos.getAsLong();
    }

    /** Looks once; not for two threads at a time. */
    void look(Writer writer) {
        if (underWay.compareAndSet(false, true)) {
            SelfFigures figures = figures();
            writer.hand(new Work.Asked((pipeline, now, turn) -> {
                underWay.set(false);
                try {
                    pipeline.watch(watch, figures, now, turn);
                } catch (RuntimeException ours) {
                    // To tell of ourselves is no reason to end.
                    LOG.error("looking at ourselves failed", ours);
                }
            }));
        }
    }

    private SelfFigures figures() {
        return new SelfFigures(
                wall.instant(),
                Duration.ofNanos(steadyNanos.getAsLong() - startedNanos),
                counts.counts(),
                counts.certificates(),
                disk(),
                rules.refused());
    }

    private SelfFigures.Disk disk() {
        try {
            FileStore store = Files.getFileStore(dataDir);
            return new SelfFigures.Disk(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unknown) {
            return new SelfFigures.Disk(0, 0);
        }
    }
}
