package io.authwatch.syslog;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The priority in words that some daemons write into their files, between host and TAG: BusyBox's syslogd
 * (sysklogd/syslogd.c, {@code parse_fac_prio_20}) and AIX's.
 *
 * <pre>
 *   Nov 23 03:27:13 vm auth.info sshd[1234]: …             BusyBox: Alpine, OpenWrt
 *   Nov 23 03:27:13 vm auth|security:info sshd[1234]: …    AIX
 * </pre>
 *
 * <p>Only words of the two lists count; anything else is a TAG or text. It says nothing that the host did not choose, and
 * is not kept.
 */
final class LoggedPriority {
    private static final int OCTETS_MAX = 24;
    private static final Set<String> FACILITIES = new HashSet<>(Set.of("auth|security", "security"));
    private static final Set<String> SEVERITIES = new HashSet<>(
            Set.of("emerg", "panic", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "debug"));

    static {
        for (Facility facility : Facility.values()) {
            FACILITIES.add(facility.label());
        }
    }

    private LoggedPriority() {}

    /** The position of what follows a priority at {@code at}; {@code at} if there is none. */
    static int skip(byte[] array, int at, int end) {
        int limit = Math.min(end, at + OCTETS_MAX);
        int separator = at;
        while (separator < limit && (Ascii.isAlphanumeric(array[separator]) || array[separator] == '|')) {
            separator++;
        }
        if (!Ascii.is('.', array, separator, limit) && !Ascii.is(':', array, separator, limit)) {
            return at;
        }
        int severityEnd = separator + 1;
        while (severityEnd < limit && Ascii.isLetter(array[severityEnd])) {
            severityEnd++;
        }
        boolean priority = severityEnd > separator + 1
                && Ascii.is(' ', array, severityEnd, end)
                && SEVERITIES.contains(text(array, separator + 1, severityEnd))
                && FACILITIES.contains(text(array, at, separator));
        return priority ? Ascii.skipBlanks(array, severityEnd, end) : at;
    }

    private static String text(byte[] array, int from, int to) {
        return new String(array, from, to - from, StandardCharsets.US_ASCII);
    }
}
