package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Batches;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Intake;
import io.authwatch.rule.StateCell;
import io.authwatch.wire.Input;
import io.authwatch.wire.Octets;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the pipeline: keeps the text of each frame with its batch, and commits batches at once or when told to. A
 * commit takes the frames and the position together, as the ledger does.
 */
final class Writer implements Intake {
    private final Map<Batch, List<Frame>> frames = new ConcurrentHashMap<>();
    private final Deque<Batch> taken = new ArrayDeque<>();
    private final List<Frame> committed = new ArrayList<>();
    private final Map<String, StateCell> memory = new TreeMap<>();
    private @Nullable FilePosition position;
    private final Map<String, FilePosition> positions = new HashMap<>();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean holding;

    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    record Frame(Origin origin, String text, boolean cut) {}

    Batcher lane(Input input) {
        return new RecordingLane(input);
    }

    /** From now on there is no room, or there is again. */
    void full(boolean now) {
        full = now;
    }

    /** From now on batches are taken and not committed, until {@link #commit}. */
    void hold() {
        holding = true;
    }

    @Override
    public boolean offer(Batch batch) {
        if (full) {
            return false;
        }
        batches.incrementAndGet();
        synchronized (this) {
            taken.add(batch);
        }
        if (!holding) {
            commit(Integer.MAX_VALUE);
        }
        return true;
    }

    /** Commits at most {@code batches} of those taken, oldest first. */
    void commit(int batches) {
        for (int i = 0; i < batches; i++) {
            Batch next;
            synchronized (this) {
                next = taken.poll();
                if (next == null) {
                    return;
                }
                committed.addAll(frames.get(next));
                next.memory().forEach(this::remember);
                FilePosition after = next.position();
                if (after != null) {
                    position = after;
                    positions.put(after.path(), after);
                }
            }
            next.acknowledged().run();
        }
    }

    /** From now on batches are committed as they come; those that were held are committed now. */
    void goOn() {
        holding = false;
        commit(Integer.MAX_VALUE);
    }

    /** A crash: what was taken and not committed is gone. */
    synchronized void crash() {
        taken.clear();
    }

    synchronized List<String> texts() {
        return committed.stream().map(Frame::text).toList();
    }

    /** What was taken and is not committed. */
    synchronized List<String> takenTexts() {
        return taken.stream()
                .flatMap(batch -> frames.get(batch).stream())
                .map(Frame::text)
                .toList();
    }

    synchronized List<Frame> frames() {
        return List.copyOf(committed);
    }

    synchronized int count() {
        return committed.size();
    }

    private void remember(StateCell cell) {
        if (cell.gone()) {
            memory.remove(cell.key());
        } else {
            memory.put(cell.key(), cell);
        }
    }

    /** What the commits so far keep for a start, in the order of its keys. */
    synchronized List<StateCell> memory() {
        return List.copyOf(memory.values());
    }

    synchronized int takenOctets() {
        return taken.stream().mapToInt(Batch::octets).sum();
    }

    /** How many batches came. */
    int batches() {
        return batches.get();
    }

    /** The threads that read. */
    Set<String> threads() {
        return Set.copyOf(threads);
    }

    synchronized @Nullable FilePosition position() {
        return position;
    }

    /** The last position of each path; a copy. */
    synchronized Map<String, FilePosition> positions() {
        return new HashMap<>(positions);
    }

    private final class RecordingLane implements Batcher {
        private final Input input;
        private List<Frame> turn = new ArrayList<>();
        private int octets;

        RecordingLane(Input input) {
            this.input = input;
        }

        @Override
        public void begin(Instant now) {
            turn = new ArrayList<>();
            octets = 0;
            threads.add(Thread.currentThread().getName());
        }

        @Override
        public void accept(Origin origin, byte[] array, int from, int to, boolean cut) {
            turn.add(new Frame(origin, new Octets().over(array, from, to).string(), cut));
            octets += to - from;
        }

        @Override
        public int octets() {
            return octets;
        }

        @Override
        public int heapOctets() {
            return octets;
        }

        @Override
        public Batch end(@Nullable FilePosition after, Runnable acknowledged) {
            Batch batch = Batches.of(input, turn.size(), octets, after, acknowledged);
            frames.put(batch, turn);
            return batch;
        }
    }
}
