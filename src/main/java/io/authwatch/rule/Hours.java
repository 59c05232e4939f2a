package io.authwatch.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * The hours in which a rule applies, on the clock of the arrival. Outside of them a rule sees nothing: it neither counts
 * nor learns nor forgives.
 *
 * @param not whether it applies outside of the spans rather than inside
 * @param spans at least one
 */
public record Hours(boolean not, List<Span> spans) {

    public Hours {
        spans = List.copyOf(spans);
    }

    /**
     * A span of the clock on some days of the week. The clock is that of its zone, so daylight saving time moves it: an
     * hour that a clock shows twice is in it twice.
     *
     * @param text as the file has it
     * @param days the days on which it begins
     * @param from the first minute of the day that is in it, 0 to 1,439
     * @param to the first one that is not, 1 to 1,440; not above {@code from}: on the day after
     * @param zone whose clock
     */
    public record Span(String text, Set<DayOfWeek> days, int from, int to, ZoneId zone) {
        /** Minutes of a day. */
        static final int DAY = 24 * 60;

        boolean holds(Instant now) {
            ZonedDateTime clock = now.atZone(zone);
            int minute = clock.getHour() * 60 + clock.getMinute();
            DayOfWeek day = clock.getDayOfWeek();
            if (from < to) {
                return days.contains(day) && minute >= from && minute < to;
            }
            return minute >= from ? days.contains(day) : minute < to && days.contains(day.minus(1));
        }
    }

    /** Whether a rule applies to what arrives at {@code now}. */
    boolean hold(Instant now) {
        for (Span span : spans) {
            if (span.holds(now)) {
                return !not;
            }
        }
        return not;
    }

    /** {@code only mon-fri 08:00-18:00 Europe/Berlin}. */
    @Override
    public String toString() {
        return (not ? "not " : "only ")
                + String.join(", ", spans.stream().map(Span::text).toList());
    }
}
