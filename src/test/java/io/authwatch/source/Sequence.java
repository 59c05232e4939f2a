package io.authwatch.source;

import io.authwatch.pipeline.Batch;
import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Batches;
import io.authwatch.pipeline.FilePosition;
import io.authwatch.pipeline.Intake;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands for the pipeline where lines are numbers, from 0 up: remembers no more than which comes next, and what was wrong. */
final class Sequence implements Intake, Batcher {
    private static final int FAULTS_MAX = 20;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile int next;
    private int lines;
    private int octets;

    /** What would come next. */
    int next() {
        return next;
    }

    /** The first gaps and repetitions. */
    List<String> faults() {
        return faults;
    }

    @Override
    public void begin(Instant now) {
        lines = 0;
        octets = 0;
    }

    @Override
    public void accept(Origin origin, byte[] array, int from, int to, boolean cut) {
        String text = new String(array, from, to - from, StandardCharsets.US_ASCII);
        int number = Integer.parseInt(text.substring(0, text.indexOf(' ')));
        if (number != next && faults.size() < FAULTS_MAX) {
            faults.add(number + " in place of " + next);
        }
        next = number + 1;
        lines++;
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
        return Batches.of(Input.FILE, lines, octets, after, acknowledged);
    }

    @Override
    public boolean offer(Batch batch) {
        batch.acknowledged().run();
        return true;
    }
}
