package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tails one path in steps. Nothing is kept here that must survive: each batch carries the position after its last line,
 * and the writer makes both durable, or neither.
 *
 * <pre>
 *   step: offer what was held ─▶ room? ─▶ look at the path ─▶ read the front ─▶ batch ─▶ intake
 *                                                                   └─ at its end: may it be left? ─▶ next generation
 * </pre>
 */
final class FileTail implements AutoCloseable {
    private final String name;
    private final Origin origin;
    private final Downstream downstream;
    private final FileReport report;
    private final SourceLimits.Files limits;
    private final Runnable acknowledged;
    private final Batcher lane;
    private final Generations generations;
    private final Beginning beginning;
    private final byte[] buffer;
    private final AtomicLong inFlight;
    private @Nullable FilePosition position;
    private @Nullable Batch held;
    private boolean placed;
    private int lines;

    /**
     * A tail that has not begun.
     *
     * @param position where a run before this one stopped, or null if there was none
     * @param desk what it shares with the other tails of its thread
     * @param acknowledged run on the writer's thread when there is room again
     */
    FileTail(
            FileSettings settings,
            @Nullable FilePosition position,
            Downstream downstream,
            SourceLimits.Files limits,
            FileDesk desk,
            Runnable acknowledged) {
        this.name = settings.path().toString();
        this.origin = new Origin.File(name, settings.host());
        this.position = position;
        this.downstream = downstream;
        this.report = new FileReport(name, downstream.happenings(), limits);
        this.limits = limits;
        this.acknowledged = acknowledged;
        this.lane = desk.lane();
        this.generations = new Generations(settings, limits, downstream.happenings());
        this.buffer = desk.buffer();
        this.inFlight = desk.inFlight();
        this.beginning = new Beginning(settings, generations, buffer, downstream.happenings());
    }

    /** What to do after a step. */
    enum Next {
        /** Step on. */
        MORE,
        /** Wait until there is more in the file. */
        IDLE,
        /** Wait until the writer has room. */
        BLOCKED;

        /** What two tails of one thread are to do. */
        Next sooner(Next other) {
            if (this == MORE || other == MORE) {
                return MORE;
            }
            return this == BLOCKED ? BLOCKED : other;
        }
    }

    /** One step: at most one read and one batch. */
    Next step() {
        if (!offerHeld() || inFlight.get() >= limits.inFlightOctetsMax()) {
            return Next.BLOCKED;
        }
        boolean present = lookAtPath();
        try {
            Next next = held == null ? readFront() : Next.BLOCKED;
            report.lag(generations.lag());
            if (present && generations.front() != null) {
                report.well();
            }
            return next;
        } catch (IOException e) {
            report.trouble(TailedPath.why(e));
            startOver();
            return Next.IDLE;
        }
    }

    /** Forgets what is open and begins at the last position again. */
    void startOver() {
        close();
        placed = false;
    }

    /** Whether something that may be read stands at the path. */
    private boolean lookAtPath() {
        long nanos = nanos();
        try {
            Place target = generations.path().look();
            if (!placed) {
                placed = place(target, nanos);
            }
            if (placed && target != null) {
                generations.follow(target, nanos);
            }
            if (target == null) {
                report.missing(nanos, generations.front() != null);
            } else {
                report.present();
            }
            return target != null;
        } catch (IOException e) {
            report.trouble(TailedPath.why(e));
            if (!placed) {
                close();
            }
            return false;
        }
    }

    private boolean place(@Nullable Place target, long nanos) throws IOException {
        if (position != null) {
            return generations.resume(position, target, nanos);
        }
        FilePosition begun = beginning.begin(target);
        if (begun != null) {
            anchor(begun);
        }
        return begun != null;
    }

    /** Whether the path has led to nothing for {@code span}, and what it led to before was read. */
    boolean isGone(Duration span) {
        return held == null && report.isMissingFor(span, nanos()) && generations.isLast();
    }

    /** Makes it durable that what comes at the path is another file; whether the writer had room for that. */
    boolean forget() throws IOException {
        begin();
        Generation front = generations.front();
        if (front != null) {
            front.finish(buffer, this::line);
        }
        handOver(new FilePosition(name, 0, 0, 0, 0, 0));
        return held == null;
    }

    String name() {
        return name;
    }

    /** Makes the beginning durable too: what is appended while the program is down must not pass for old news. */
    private void anchor(FilePosition at) {
        lane.begin(downstream.clocks().wall().instant());
        handOver(at);
    }

    private Next readFront() throws IOException {
        Generation front = generations.front();
        if (front == null) {
            return Next.IDLE;
        }
        begin();
        Generation.Found found = front.read(buffer, this::line);
        if (lines > 0) {
            handOver(front.position(name));
        }
        return switch (found) {
            case PROGRESS -> progressed();
            case TRUNCATED -> truncated();
            case END -> generations.mayLeave(nanos()) ? leave(front) : Next.IDLE;
        };
    }

    private Next progressed() {
        generations.progressed();
        return Next.MORE;
    }

    private Next truncated() throws IOException {
        generations.truncated();
        return Next.MORE;
    }

    private Next leave(Generation front) throws IOException {
        begin();
        front.finish(buffer, this::line);
        if (lines > 0) {
            handOver(front.position(name));
        }
        generations.leave();
        return Next.MORE;
    }

    private void begin() {
        lines = 0;
        lane.begin(downstream.clocks().wall().instant());
    }

    private void line(byte[] array, int from, int to, boolean cut) {
        lines++;
        lane.accept(origin, array, from, to, cut);
    }

    private void handOver(FilePosition after) {
        int octets = lane.heapOctets();
        position = after;
        inFlight.addAndGet(octets);
        if (lines > 0) {
            downstream.happenings().received(Input.FILE, lines);
        }
        held = lane.end(after, () -> acknowledged(octets));
        offerHeld();
    }

    private boolean offerHeld() {
        if (held != null && downstream.intake().offer(held)) {
            held = null;
        }
        return held == null;
    }

    private void acknowledged(int octets) {
        inFlight.addAndGet(-octets);
        acknowledged.run();
    }

    private long nanos() {
        return downstream.clocks().nanos().getAsLong();
    }

    @Override
    public void close() {
        try {
            generations.close();
        } catch (IOException e) {
            report.trouble(TailedPath.why(e));
        }
    }
}
