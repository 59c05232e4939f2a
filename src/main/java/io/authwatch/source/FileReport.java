package io.authwatch.source;

import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is told about one tailed file: each thing once, until it changes. One thread. */
final class FileReport {
    private static final String NOT_YET = "";

    private final String name;
    private final Happenings happenings;
    private final long graceNanos;
    private final Stopwatch missing = new Stopwatch();
    private @Nullable String trouble = NOT_YET;
    private long lag = -1;

    FileReport(String name, Happenings happenings, SourceLimits.Files limits) {
        this.name = name;
        this.happenings = happenings;
        this.graceNanos = limits.rotationGrace().toNanos();
    }

    /** Nothing stands at the path: no trouble if only for a moment and an older file is still open. */
    void missing(long nanos, boolean olderOpen) {
        if (missing.reads(nanos) >= graceNanos || !olderOpen) {
            trouble("there is no such file: waiting for it");
        }
    }

    /** Something stands at the path. */
    void present() {
        missing.reset();
    }

    /** Whether nothing has stood there for {@code span} at least. */
    boolean isMissingFor(Duration span, long nanos) {
        return missing.runs() && missing.reads(nanos) >= span.toNanos();
    }

    void trouble(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            happenings.inputTroubled(Input.FILE, name, why);
        }
    }

    /** The file is there and was read. */
    void well() {
        if (trouble != null) {
            trouble = null;
            happenings.inputStarted(Input.FILE, name);
        }
    }

    /** {@code octets} are not read yet. */
    void lag(long octets) {
        if (octets != lag) {
            lag = octets;
            happenings.fileLag(name, octets);
        }
    }
}
