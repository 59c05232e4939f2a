package io.authwatch.source;

/**
 * What all connections of one address may take together, so that a sender in full flow leaves room for the others: octets
 * in flight, and messages a second. Any thread.
 */
final class Share {
    /** What an address may always have in flight: some messages, and little memory though there are many addresses. */
    private static final int LITTLE_OCTETS = 16_384;

    private final InFlight inFlight;
    private final Pace pace;
    /** Counted by {@link Admission} under its lock. */
    int connections;

    Share(SourceLimits.Streams limits) {
        this.inFlight = new InFlight(limits.senderInFlightOctetsMax());
        this.pace = new Pace(limits.senderRateMax());
    }

    void take(int messages, long octets, long now) {
        pace.took(messages, now);
        inFlight.take(octets);
    }

    void release(long octets) {
        inFlight.release(octets);
    }

    /** Whether the address has next to nothing in flight. */
    boolean isLittle() {
        return inFlight.octets() < LITTLE_OCTETS;
    }

    /** Whether the address is to be read no further for now. */
    boolean isUsedUp(long now) {
        return inFlight.isFull() || pace.isOver(now);
    }

    /** Which of its limits it has met, for people. */
    String limit(long now) {
        return pace.isOver(now) ? "AUTHWATCH_TCP_SENDER_RATE" : "AUTHWATCH_LIMITS_IN_FLIGHT_PER_ADDRESS";
    }
}
