package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpochNanosTest {
    @Test
    void instants_thatFit_comeBackExactly() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            long nanos = i < 4 ? new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}[i] : random.nextLong();
            assertEquals(nanos, EpochNanos.of(EpochNanos.instant(nanos)));
        }
        assertEquals(Given.NOON, EpochNanos.instant(EpochNanos.of(Given.NOON)));
        assertEquals(-1, EpochNanos.of(Instant.parse("1969-12-31T23:59:59.999999999Z")));
    }

    @Test
    void instants_thatDoNotFit_becomeTheNearest() {
        assertEquals(Long.MAX_VALUE, EpochNanos.of(Instant.MAX));
        assertEquals(Long.MIN_VALUE, EpochNanos.of(Instant.MIN));
        assertEquals(Long.MAX_VALUE, EpochNanos.of(Instant.parse("9999-12-31T23:59:59Z")));
        assertEquals(
                Long.MAX_VALUE, EpochNanos.of(EpochNanos.instant(Long.MAX_VALUE).plusNanos(1)));
        assertEquals(
                Long.MIN_VALUE, EpochNanos.of(EpochNanos.instant(Long.MIN_VALUE).minusNanos(1)));
    }
}
