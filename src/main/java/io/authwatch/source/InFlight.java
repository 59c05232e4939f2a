package io.authwatch.source;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets of memory that is taken by what was read and is not durable yet, over all connections of the inputs that share
 * it. Give datagrams one of their own: a stream can wait, a datagram cannot. Any thread.
 */
public final class InFlight {
    private final long octetsMax;
    private final AtomicLong octets = new AtomicLong();

    /** Room for {@code octetsMax} octets. */
    public InFlight(long octetsMax) {
        this.octetsMax = octetsMax;
    }

    void take(long taken) {
        octets.addAndGet(taken);
    }

    void release(long released) {
        octets.addAndGet(-released);
    }

    /** Whether no more should be read for now. */
    boolean isFull() {
        return octets.get() >= octetsMax;
    }

    /** Whether half of the room is used: time to look who uses it. */
    boolean isHalfFull() {
        return octets.get() >= octetsMax / 2;
    }

    /** How many there are. */
    public long octets() {
        return octets.get();
    }
}
