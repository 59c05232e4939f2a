package io.authwatch.syslog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instant of a message's timestamp, when somebody asks.
 *
 * <p>What the sender's clock says is shown and never counted on: windows run on the time of reception.
 */
public final class Timestamps {
    /** How far ahead of its reception a message may be stamped before its stamp is not believed. */
    public static final Duration AHEAD_MAX = Duration.ofHours(24);

    private static final int SECOND_MAX = 59;

    private Timestamps() {}

    /**
     * When the message says it was written.
     *
     * <p>A missing year is the one of the three around {@code received} that brings the stamp nearest to it, so that a
     * line of 31 December that comes on 1 January is a day old. A leap second is read as the second before it.
     *
     * @param received when the message came
     * @param zone the zone of a stamp that names none, or only a name
     * @return null if there is no stamp, no such day in its year, or if it is more than {@link #AHEAD_MAX} ahead
     */
    public static @Nullable Instant stamped(SyslogMessage message, Instant received, ZoneId zone) {
        Stamp stamp = message.stamp;
        if (!stamp.present()) {
            return null;
        }
        Instant stamped =
                stamp.year == Stamp.NO_YEAR ? nearest(stamp, received, zone) : instant(stamp, stamp.year, zone);
        return stamped == null || Duration.between(received, stamped).compareTo(AHEAD_MAX) > 0 ? null : stamped;
    }

    private static @Nullable Instant nearest(Stamp stamp, Instant received, ZoneId zone) {
        int year = received.atZone(zone).getYear();
        Instant nearest = null;
        for (int candidate = year - 1; candidate <= year + 1; candidate++) {
            Instant instant = instant(stamp, candidate, zone);
            if (instant != null && (nearest == null || isNearer(instant, nearest, received))) {
                nearest = instant;
            }
        }
        return nearest;
    }

    /** All three lie within a few years, whose nanoseconds a long holds; a Duration's {@code abs} would divide large numbers. */
    private static boolean isNearer(Instant instant, Instant than, Instant received) {
        return Math.abs(ChronoUnit.NANOS.between(received, instant))
                < Math.abs(ChronoUnit.NANOS.between(received, than));
    }

    private static @Nullable Instant instant(Stamp stamp, int year, ZoneId zone) {
        if (!YearMonth.of(year, stamp.month).isValidDay(stamp.day)) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(
                year,
                stamp.month,
                stamp.day,
                stamp.hour,
                stamp.minute,
                Math.min(stamp.second, SECOND_MAX),
                stamp.nanos);
        return stamp.offsetSeconds == Stamp.NO_OFFSET
                ? local.atZone(zone).toInstant()
                : local.toInstant(ZoneOffset.ofTotalSeconds(stamp.offsetSeconds));
    }
}
