package io.authwatch.source;

import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may send, and how many connections there may be. One for all network inputs; any thread.
 *
 * <p>A refused sender is told once ({@link Happenings#senderRefused}) and counted always. A connection of a refused
 * sender counts as one message received and dropped, since nobody knows what it would have brought.
 */
public final class Admission {
    private final List<Cidr> allowed;
    private final SourceLimits.Streams limits;
    private final RefusedSenders refused;
    private final Happenings happenings;
    private final LongSupplier nanos;
    private final Map<Address, Integer> connections = new HashMap<>();
    private int connectionsInAll;

    /** Admits the senders of {@code allowed} ({@link Cidr#PRIVATE} unless configured). */
    public Admission(List<Cidr> allowed, SourceLimits limits, Happenings happenings, Clocks clocks) {
        this.allowed = List.copyOf(allowed);
        this.limits = limits.streams();
        this.refused = new RefusedSenders(limits.senders());
        this.happenings = happenings;
        this.nanos = clocks.nanos();
    }

    boolean allows(Address sender) {
        for (Cidr range : allowed) {
            if (range.contains(sender)) {
                return true;
            }
        }
        return false;
    }

    /** Tells a sender that is not allowed, the first time. */
    void refuse(Input input, Address sender) {
        switch (refused.note(sender, nanos.getAsLong())) {
            case FIRST -> happenings.senderRefused(input, sender.text());
            case FULL -> {
                happenings.senderRefused(input, sender.text());
                happenings.limitHit("refused-senders");
            }
            case KNOWN -> {}
        }
    }

    /**
     * Counts a connection in, if there may be one more.
     *
     * @return null if it may stay, until {@link #disconnect}; else why not: it was told and counted
     */
    @Nullable
    String connect(Input input, Address sender) {
        if (!allows(sender)) {
            happenings.received(input, 1);
            happenings.dropped(input, DropReason.SENDER, 1);
            refuse(input, sender);
            return "the sender is not allowed";
        }
        String why = overLimit(sender);
        if (why != null) {
            happenings.connectionRefused(input, sender.text(), why);
        }
        return why;
    }

    private synchronized @Nullable String overLimit(Address sender) {
        int ofSender = connections.getOrDefault(sender.network(), 0);
        if (connectionsInAll >= limits.connectionsMax()) {
            return "there are " + limits.connectionsMax() + " connections already, the most in all";
        }
        if (ofSender >= limits.connectionsPerAddressMax()) {
            return "it has " + limits.connectionsPerAddressMax() + " connections already, the most for one address";
        }
        connections.put(sender.network(), ofSender + 1);
        connectionsInAll++;
        return null;
    }

    /** Counts a connection out. */
    synchronized void disconnect(Address sender) {
        connectionsInAll--;
        connections.computeIfPresent(sender.network(), (address, count) -> count > 1 ? count - 1 : null);
    }

    /** Open connections over all inputs. */
    public synchronized int connections() {
        return connectionsInAll;
    }
}
