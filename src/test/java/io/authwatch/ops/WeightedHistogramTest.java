package io.authwatch.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedHistogramTest {
    @Test
    void observation_onABound_fallsBelowIt() {
        WeightedHistogram histogram = new WeightedHistogram("h_seconds", "help", .001, .01);
        histogram.record(Duration.ofMillis(1), 3);
        histogram.record(Duration.ofMillis(10).plusNanos(1), 2);
        histogram.record(Duration.ofSeconds(-5), 1);
        assertEquals(List.of(4.0, 4.0, 6.0, 6.0), values(histogram).subList(0, 4));
        assertEquals(.003 + .020000002, values(histogram).get(4), 1e-12);
    }

    /** A batch at once is the same as its observations one by one. */
    @Test
    void weights_areRepetitions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        WeightedHistogram weighted = new WeightedHistogram("h_seconds", "help", .001, .01, .1, 1);
        WeightedHistogram single = new WeightedHistogram("h_seconds", "help", .001, .01, .1, 1);
        for (int i = 0; i < 200; i++) {
            Duration duration = Duration.ofNanos((long) Math.pow(10, 10 * random.nextDouble()));
            int times = random.nextInt(20);
            weighted.record(duration, times);
            for (int j = 0; j < times; j++) {
                single.record(duration, 1);
            }
        }
        List<Double> expected = values(single);
        List<Double> actual = values(weighted);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), 1e-6, "seed " + seed);
        }
    }

    private static List<Double> values(WeightedHistogram histogram) {
        return histogram.collect().get(0).samples.stream()
                .map(sample -> sample.value)
                .toList();
    }
}
