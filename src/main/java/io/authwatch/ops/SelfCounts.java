package io.authwatch.ops;

import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.SelfFigures;
import io.authwatch.wire.Input;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what Authwatch may have to tell of itself. Its labels are ours, and few. */
@Singleton
@Typed(SelfCounts.class)
public class SelfCounts implements Happenings {
    private static final int NAMES_MAX = 50;
    /** How long the history reaches is chosen, and shown: nobody is to be told daily that it does not reach further. */
    private static final Set<String> CHOSEN = Set.of("history", "history-rate");

    private final LongAdder[][] dropped = new LongAdder[Input.values().length][DropReason.values().length];
    private final AtomicLong kernelDrops = new AtomicLong();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder timesFull = new LongAdder();
    private final Map<String, LongAdder> limits = new ConcurrentHashMap<>();
    private final Map<String, Instant> certificates = new ConcurrentHashMap<>();

    /** All at zero. */
    public SelfCounts() {
        for (LongAdder[] reasons : dropped) {
            Arrays.setAll(reasons, reason -> new LongAdder());
        }
    }

    @Override
    public void dropped(Input input, DropReason reason, long messages) {
        dropped[input.ordinal()][reason.ordinal()].add(messages);
    }

    @Override
    public void kernelDrops(long total) {
        kernelDrops.accumulateAndGet(total, Math::max);
    }

    @Override
    public void quarantined(Input input, String mistake) {
        quarantined.increment();
    }

    @Override
    public void ledgerFull(String why) {
        timesFull.increment();
    }

    @Override
    public void limitHit(String limit) {
        if (CHOSEN.contains(limit)) {
            return;
        }
        if (limits.size() < NAMES_MAX || limits.containsKey(limit)) {
            limits.computeIfAbsent(limit, name -> new LongAdder()).increment();
        }
    }

    @Override
    public void certificate(String role, Instant expires, Duration left) {
        if (certificates.size() < NAMES_MAX || certificates.containsKey(role)) {
            certificates.put(role, expires);
        }
    }

    /** What was counted since the start. */
    public SelfFigures.Counts counts() {
        Map<String, Long> drops = new TreeMap<>();
        long refused = 0;
        for (Input input : Input.values()) {
            for (DropReason reason : DropReason.values()) {
                long sum = dropped[input.ordinal()][reason.ordinal()].sum();
                if (reason == DropReason.SENDER) {
                    refused += sum;
                } else if (sum > 0) {
                    drops.put(input.label() + " " + reason.label(), sum);
                }
            }
        }
        Map<String, Long> hits = new TreeMap<>();
        limits.forEach((name, count) -> hits.put(name, count.sum()));
        return new SelfFigures.Counts(drops, refused, kernelDrops.get(), quarantined.sum(), timesFull.sum(), hits);
    }

    /** When the certificate of each role expires. */
    public Map<String, Instant> certificates() {
        return new TreeMap<>(certificates);
    }
}
