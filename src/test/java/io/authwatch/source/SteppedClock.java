package io.authwatch.source;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is stepped. */
final class SteppedClock {
    private final AtomicLong nanos = new AtomicLong();

    void step(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    Clocks clocks() {
        return new Clocks(() -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get);
    }
}
