package io.authwatch.syslog;

/**
 * TAG, as programs write it (RFC 3164 section 4.1.3 in theory, openlog(3) in practice):
 *
 * <pre>
 *   sshd[1234]: Failed …            program sshd, pid 1234
 *   sudo:    alice : …              program sudo
 *   sshd(pam_unix)[12750]: check …  program sshd, pid 12750: the module is not part of the text
 *   polkitd(authority=local)[77]:   program polkitd
 *   gdm-password][77]: pam_unix(…   program gdm-password: what is left of "gdm-session-worker [pam/gdm-password]"
 *   (systemd)[77]: pam_unix(…       program systemd: a child before its exec
 *   /USR/SBIN/CRON[9]: (root) …     program CRON; but ctld/snmpd[2499]: is program ctld/snmpd
 *   monit[2340:0]: subsvc[12345]:   program monit, pid 2340:0, and the rest is text
 *   %PIX-7-710005: UDP …            program %PIX-7-710005
 *   a-very-long-program-name-that-ex long tag     32 octets: what rsyslog's forward templates leave of a TAG
 * </pre>
 *
 * <p>A TAG ends with a colon; only one of exactly {@value #CUT_OCTETS} octets may have lost it. Of a TAG cut inside its
 * pid the pid is not taken, for it would be another's.
 */
final class Tag {
    /** Answer of {@link #read}: no TAG. */
    static final int NONE = -1;
    /** Where rsyslog's RSYSLOG_TraditionalForwardFormat and RSYSLOG_ForwardFormat cut: {@code %syslogtag:1:32%}. */
    static final int CUT_OCTETS = 32;
    /** The longest program name or pid that is looked for, in octets: as RFC 5424's PROCID. */
    private static final int PART_OCTETS_MAX = 128;

    private Tag() {}

    /**
     * Reads a TAG at {@code at} and sets the program and the pid.
     *
     * @param headed whether a header stands before it; without one only a plain name counts, with a colon and then a
     *     blank or the end
     * @return the position after the TAG's colon, or {@link #NONE}
     */
    static int read(SyslogMessage message, byte[] array, int at, int end, boolean headed) {
        int nameEnd = nameEnd(array, at, end);
        if (nameEnd == NONE || (!headed && !isPlainStart(array[at]))) {
            return NONE;
        }
        boolean bracket = Ascii.is(']', array, nameEnd, end);
        int open = bracket ? nameEnd + 1 : moduleEnd(array, nameEnd, end);
        int close = Ascii.is('[', array, open, end) ? pidEnd(array, open + 1, end) : NONE;
        int after = wholeEnd(array, open, close, end, headed);
        if (after == NONE && headed && isCut(array, nameEnd, at + CUT_OCTETS, end)) {
            after = at + CUT_OCTETS;
        }
        if (after == NONE) {
            return NONE;
        }
        program(message, array, at, nameEnd);
        if (close != NONE) {
            message.pidFrom = open + 1;
            message.pidTo = close;
        }
        return after;
    }

    /** Sets the program to the name at {@code [from, to)}, without a module, parentheses or an absolute path. */
    static void program(SyslogMessage message, byte[] array, int from, int to) {
        boolean wrapped = array[from] == '(';
        int start = wrapped ? from + 1 : from;
        int end = start;
        int slash = NONE;
        while (end < to && array[end] != '(' && array[end] != ')') {
            slash = array[end] == '/' ? end : slash;
            end++;
        }
        boolean absolute = start < to && array[start] == '/' && slash + 1 < end;
        message.programFrom = absolute ? slash + 1 : start;
        message.programTo = end;
    }

    /** The end of the name at {@code at}, which holds a letter; {@link #NONE} without one. */
    private static int nameEnd(byte[] array, int at, int end) {
        if (at == end || !isNameStart(array[at])) {
            return NONE;
        }
        boolean wrapped = array[at] == '(';
        boolean lettered = false;
        int limit = Math.min(end, at + PART_OCTETS_MAX);
        int next = wrapped ? at + 1 : at;
        for (; next < limit && isName(array[next]); next++) {
            lettered |= Ascii.isLetter(array[next]);
        }
        if (wrapped) {
            lettered &= Ascii.is(')', array, next, end);
            next++;
        }
        return lettered ? next : NONE;
    }

    /** The end of a {@code (module)} at {@code at}; {@code at} if there is none. */
    private static int moduleEnd(byte[] array, int at, int end) {
        int next = at + 1;
        if (!Ascii.is('(', array, at, end)) {
            return at;
        }
        int limit = Math.min(end, at + PART_OCTETS_MAX);
        while (next < limit && (isName(array[next]) || array[next] == '=')) {
            next++;
        }
        return Ascii.is(')', array, next, end) ? next + 1 : at;
    }

    /** The position of the bracket that closes the pid at {@code at}, or {@link #NONE}. */
    private static int pidEnd(byte[] array, int at, int end) {
        int limit = Math.min(end, at + PART_OCTETS_MAX);
        int next = at;
        while (next < limit && (isName(array[next]) || array[next] == ':')) {
            next++;
        }
        return next > at && Ascii.is(']', array, next, end) ? next : NONE;
    }

    /** The position after the colon of a TAG whose pid closes at {@code close}, or whose name ends at {@code open}. */
    private static int wholeEnd(byte[] array, int open, int close, int end, boolean headed) {
        int colon = close == NONE ? open : close + 1;
        boolean whole = Ascii.is(':', array, colon, end) && (close != NONE || endsName(array, colon + 1, end, headed));
        return whole ? colon + 1 : NONE;
    }

    /** Whether a name may end with a colon before {@code after}: {@code ::} is an address, {@code c:d} doubtful. */
    private static boolean endsName(byte[] array, int after, int end, boolean headed) {
        return after == end || array[after] == ' ' || (headed && array[after] != ':');
    }

    /** Whether a TAG can have been cut at {@code cut}: its name ends there, or its pid had begun. */
    private static boolean isCut(byte[] array, int nameEnd, int cut, int end) {
        if (cut > end || (cut < end && array[cut] != ' ')) {
            return false;
        }
        for (int i = nameEnd; i < cut; i++) {
            if (array[i] == ' ') {
                return false;
            }
        }
        return nameEnd == cut || array[nameEnd] == '[' || array[nameEnd] == '(';
    }

    private static boolean isPlainStart(byte octet) {
        return Ascii.isAlphanumeric(octet) || octet == '/' || octet == '_';
    }

    private static boolean isNameStart(byte octet) {
        return isPlainStart(octet) || octet == '%' || octet == '(' || octet == '.';
    }

    private static boolean isName(byte octet) {
        return Ascii.isAlphanumeric(octet)
                || (octet >= '-' && octet <= '/')
                || octet == '_'
                || octet == '%'
                || octet == '@'
                || octet == '+'
                || octet == '~';
    }
}
