package io.authwatch.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many host names each sender carries, as far as it matters: more than {@value #CARRIED_MAX}, and it is a relay or a
 * NAT, whose address says nothing of a host. A name counts for a day after it was seen. Bounded: the sender not seen for
 * longest goes first.
 */
final class Senders {
    /** DESIGN 2.1. */
    static final int CARRIED_MAX = 3;

    private static final Duration CARRIED_FOR = Duration.ofDays(1);

    private final int sendersMax;
    private final LinkedHashMap<String, LinkedHashMap<String, Instant>> senders = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Instant restoredAt;

    Senders(int sendersMax) {
        this.sendersMax = sendersMax;
    }

    /** A sender carries a host name. */
    void carries(String sender, String host, Instant now) {
        LinkedHashMap<String, Instant> names = senders.get(sender);
        if (names == null) {
            names = new LinkedHashMap<>(2, 0.75f, true);
            senders.put(sender, names);
            if (senders.size() > sendersMax) {
                senders.remove(senders.keySet().iterator().next());
            }
        }
        names.put(host, now);
        if (names.size() > CARRIED_MAX + 1) {
            names.remove(names.keySet().iterator().next());
        }
    }

    /** A checkpoint knows that a sender carried a host name, but not when: it counts from the first question on. */
    void restored(String sender, String host) {
        carries(sender, host, Instant.MAX);
    }

    /** Whether a sender carries more host names than one machine has. */
    boolean carriesMany(String sender, Instant now) {
        LinkedHashMap<String, Instant> names = senders.get(sender);
        if (names == null || names.size() <= CARRIED_MAX) {
            return false;
        }
        Instant since = now.minus(CARRIED_FOR);
        return names.values().stream().allMatch(seen -> counts(seen, since, now));
    }

    private boolean counts(Instant seen, Instant since, Instant now) {
        if (!seen.equals(Instant.MAX)) {
            return seen.isAfter(since);
        }
        restoredAt = restoredAt == null ? now : restoredAt;
        return restoredAt.isAfter(since);
    }
}
