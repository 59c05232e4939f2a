package io.authwatch.ops;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations in seconds that takes a whole batch at once, which Micrometer's timers cannot. No lock, one
 * addition a batch.
 */
final class WeightedHistogram extends Collector {
    private final String name;
    private final String help;
    private final double[] bounds;
    private final LongAdder[] buckets;
    private final DoubleAdder sum = new DoubleAdder();

    /**
     * A histogram of nothing yet.
     *
     * @param name its name, ending in {@code _seconds}
     * @param help one line
     * @param bounds the buckets' upper bounds in seconds, rising
     */
    WeightedHistogram(String name, String help, double... bounds) {
        this.name = name;
        this.help = help;
        this.bounds = bounds.clone();
        this.buckets = new LongAdder[bounds.length + 1];
        Arrays.setAll(buckets, bucket -> new LongAdder());
    }

    /** {@code times} observations of one duration; a clock that went back counts as zero. */
    void record(Duration duration, long times) {
        double seconds = Math.max(0, duration.toNanos() / NANOSECONDS_PER_SECOND);
        int bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
            bucket++;
        }
        buckets[bucket].add(times);
        sum.add(seconds * times);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        long below = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            below += buckets[bucket].sum();
            double bound = bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
            samples.add(new MetricFamilySamples.Sample(
                    name + "_bucket", List.of("le"), List.of(doubleToGoString(bound)), below));
        }
        samples.add(new MetricFamilySamples.Sample(name + "_count", List.of(), List.of(), below));
        samples.add(new MetricFamilySamples.Sample(name + "_sum", List.of(), List.of(), sum.sum()));
        return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, samples));
    }
}
