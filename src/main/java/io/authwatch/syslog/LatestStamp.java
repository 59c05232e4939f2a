package io.authwatch.syslog;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * {@link Timestamps#stamped} for one thread: what the message before was stamped is remembered, since the messages of one
 * read come in the same second.
 */
public final class LatestStamp {
    private final ZoneId zone;
    private final Stamp stamp = new Stamp();
    private @Nullable Instant received;
    private @Nullable Instant stamped;

    /**
     * Remembers nothing yet.
     *
     * @param zone the zone of a stamp that names none, or only a name
     */
    public LatestStamp(ZoneId zone) {
        this.zone = zone;
    }

    /** When the message says it was written, as {@link Timestamps#stamped} says. */
    public @Nullable Instant stamped(SyslogMessage message, Instant receivedAt) {
        if (!receivedAt.equals(received) || !stamp.isSame(message.stamp)) {
            stamped = Timestamps.stamped(message, receivedAt, zone);
            stamp.set(message.stamp);
            received = receivedAt;
        }
        return stamped;
    }
}
