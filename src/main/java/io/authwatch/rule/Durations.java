package io.authwatch.rule;

import java.time.Duration;
import java.util.Optional;

/** Durations as people write them: {@code 90s}, {@code 2m}, {@code 1h30m}, {@code 30d}. */
public final class Durations {
    private static final String UNITS = "dhms";
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    /** Digits of one number; more is a typing error and no duration. */
    private static final int DIGITS_MAX = 8;

    private Durations() {}

    /** The duration of a text: whole numbers with the units d, h, m, s, the greater first; empty if it is none. */
    public static Optional<Duration> parse(String text) {
        long seconds = 0;
        int at = 0;
        int lastUnit = -1;
        while (at < text.length()) {
            int digits = at;
            while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
                digits++;
            }
            int unit = digits < text.length() ? UNITS.indexOf(text.charAt(digits)) : -1;
            if (digits == at || digits - at > DIGITS_MAX || unit <= lastUnit) {
                return Optional.empty();
            }
            seconds += Long.parseLong(text.substring(at, digits)) * SECONDS[unit];
            lastUnit = unit;
            at = digits + 1;
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    /** The shortest text of a duration of whole seconds: {@code 1h30m}. */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toSeconds();
        for (int unit = 0; unit < SECONDS.length; unit++) {
            if (rest >= SECONDS[unit]) {
                text.append(rest / SECONDS[unit]).append(UNITS.charAt(unit));
                rest %= SECONDS[unit];
            }
        }
        return text.length() == 0 ? "0s" : text.toString();
    }
}
