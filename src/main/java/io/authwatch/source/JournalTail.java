package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.Input;
import io.authwatch.wire.LineCutter;
import io.authwatch.wire.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of what journalctl prints, each with the cursor of its last entry, so that both are committed or
 * neither. An entry that was printed in part is left: it comes again. One thread.
 */
final class JournalTail {
    private static final int READ_OCTETS = 131_072;

    private final Origin origin;
    private final Downstream downstream;
    private final JournalLimits limits;
    private final Batcher lane;
    private final LineCutter cutter;
    private final byte[] buffer;
    private final AtomicLong inFlight = new AtomicLong();
    private FilePosition position;
    private FilePosition latest;
    private @Nullable Batch held;
    private int open;
    private int entries;
    private int oversize;
    private int unreadable;

    /**
     * A tail that has not begun.
     *
     * @param kept where a run before this one stopped, or null: from now on, and durably so, for what is written while the
     *     program is down must not pass for old news
     */
    JournalTail(String host, @Nullable FilePosition kept, Downstream downstream, JournalLimits limits) {
        this.origin = new Origin.Journal(host);
        this.downstream = downstream;
        this.limits = limits;
        this.lane = downstream.lanes().apply(Input.JOURNAL);
        this.cutter = new LineCutter(limits.entryOctetsMax());
        this.buffer = new byte[limits.entryOctetsMax() + READ_OCTETS];
        this.position = kept == null ? FilePosition.journal(micros(now()), "") : kept;
        this.latest = position;
        if (kept == null) {
            lane.begin(now());
            held = lane.end(position, () -> {});
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** After the last entry that was handed over. */
    FilePosition position() {
        return position;
    }

    /** Whether more may be read: the writer took what it was offered, and not too much of it is still to be committed. */
    boolean hasRoom() {
        return offerHeld() && inFlight.get() < limits.inFlightOctetsMax();
    }

    /** Another journalctl prints: it begins at an entry's start. */
    void begin() {
        cutter.reset();
        open = 0;
        latest = position;
    }

    /**
     * Reads once, waiting if it must.
     *
     * @return how many entries came, or -1 at the end
     */
    int read(InputStream output) throws IOException {
        int read = output.read(buffer, open, buffer.length - open);
        if (read < 0) {
            return -1;
        }
        open += read;
        entries = 0;
        lane.begin(now());
        int consumed = cutter.cut(buffer, 0, open, this::line);
        open -= consumed;
        System.arraycopy(buffer, consumed, buffer, 0, open);
        tell();
        if (!latest.equals(position)) {
            handOver();
        }
        return entries;
    }

    private void line(byte[] array, int from, int to, boolean cut) {
        JournalEntry entry = cut ? null : JournalEntry.read(array, from, to);
        if (entry != null && entry.cursor().equals(latest.cursor())) {
            return; // it is where we begin
        }
        entries++;
        if (entry == null) {
            oversize += cut ? 1 : 0;
            unreadable += cut ? 0 : 1;
            return;
        }
        byte[] frame = JournalFrame.of(entry);
        int length = Math.min(frame.length, limits.frameOctetsMax());
        lane.accept(origin, frame, 0, length, length < frame.length);
        latest = FilePosition.journal(entry.micros(), entry.cursor());
    }

    private void tell() {
        if (entries > 0) {
            downstream.happenings().received(Input.JOURNAL, entries);
        }
        if (oversize > 0) {
            downstream.happenings().dropped(Input.JOURNAL, DropReason.OVERSIZE, oversize);
        }
        if (unreadable > 0) {
            downstream.happenings().dropped(Input.JOURNAL, DropReason.UNREADABLE, unreadable);
        }
        oversize = 0;
        unreadable = 0;
    }

    private void handOver() {
        int octets = lane.heapOctets();
        position = latest;
        inFlight.addAndGet(octets);
        held = lane.end(position, () -> inFlight.addAndGet(-octets));
        offerHeld();
    }

    private boolean offerHeld() {
        if (held != null && downstream.intake().offer(held)) {
            held = null;
        }
        return held == null;
    }

    private Instant now() {
        return downstream.clocks().wall().instant();
    }
}
