package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;

/**
 * Counts one attempt once, whatever the version and the configuration let the program log of it: joins the lines of one
 * connection by host and pid, and gives weight 0 to a line that tells an attempt which another line counts.
 *
 * <pre>
 *  Invalid user x from …                                        1
 *  error: PAM: Authentication failure for illegal user x …      0  told by the first
 *  Failed keyboard-interactive/pam for invalid user x …         0  told by the second
 *  error: PAM: Authentication failure for illegal user x …      1  the next answer
 *  Failed keyboard-interactive/pam for invalid user x …         0
 *  Failed publickey for bob …   Failed publickey for bob …      0  0   an agent offers what it has
 *  Connection closed by authenticating user bob … [preauth]     2  and nobody logged in: now they count
 * </pre>
 *
 * <p>The last line becomes a refused login ({@code offers-refused}): a key of a valid user that is refused is normal
 * before a login, and an attempt only if none follows.
 *
 * <p>Not thread-safe: one for each thread that reads messages in order. Bounded: of the connections that fall into one
 * place of the table, the one that was silent longest is forgotten, and then its lines count as they stand.
 */
public final class Attempts {
    /** How many connections are remembered at once: {@value #SETS} places of {@value #WAYS}. */
    public static final int CONNECTIONS_MAX = 4096;

    private static final long FREE = 0;
    private static final int WAYS = 4;
    private static final int SETS = CONNECTIONS_MAX / WAYS;

    private final ConnectionTrace[] traces = new ConnectionTrace[CONNECTIONS_MAX];
    /** Of each trace, so that it is only looked at where it is likely the right one; another's is far away in memory. */
    private final long[] hashes = new long[CONNECTIONS_MAX];
    /** The line that each trace was told last, or {@link #FREE}. */
    private final long[] touched = new long[CONNECTIONS_MAX];

    private long lines;

    /** Corrects the weight in {@code view}, which says what {@code message} tells. */
    public void weigh(SyslogMessage message, AuthView view) {
        AttemptPart part = view.part();
        if (part == AttemptPart.NONE) {
            return;
        }
        if (part == AttemptPart.ECHO) {
            view.weighs(0);
            return;
        }
        if (message.pidTo() > message.pidFrom()) {
            tell(part, message, view);
        }
    }

    private void tell(AttemptPart part, SyslogMessage message, AuthView view) {
        Octets octets = message.octets();
        long hash = hash(octets, message.hostFrom(), message.hostTo(), 0);
        hash = hash(octets, message.pidFrom(), message.pidTo(), hash);
        int set = (int) ((hash >>> 32) & (SETS - 1)) * WAYS;
        int place = find(message, hash, set);
        if (place >= 0) {
            traces[place].tell(part, view);
            touched[place] = part.forgets() ? FREE : ++lines;
        } else if (!part.forgets()) {
            begin(message, hash, oldest(set)).tell(part, view);
        }
    }

    /** The place of the message's connection, or -1 if nothing is remembered of it. */
    private int find(SyslogMessage message, long hash, int set) {
        for (int i = set; i < set + WAYS; i++) {
            if (hashes[i] == hash && touched[i] != FREE && traces[i].isOf(message)) {
                return i;
            }
        }
        return -1;
    }

    private int oldest(int set) {
        int oldest = set;
        for (int i = set + 1; i < set + WAYS; i++) {
            oldest = touched[i] < touched[oldest] ? i : oldest;
        }
        return oldest;
    }

    private ConnectionTrace begin(SyslogMessage message, long hash, int place) {
        hashes[place] = hash;
        touched[place] = ++lines;
        return begun(place).begin(message);
    }

    private ConnectionTrace begun(int place) {
        ConnectionTrace trace = traces[place];
        if (trace == null) {
            trace = traces[place] = new ConnectionTrace();
        }
        return trace;
    }

    /** Multiply and mix, eight octets at a time, by the odd constant of the golden ratio (Knuth, volume 3, section 6.4). */
    private static long hash(Octets octets, int from, int to, long seed) {
        long hash = seed + to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash ^ octets.eight(at));
        }
        for (; at < to; at++) {
            hash = mixed(hash ^ octets.at(at));
        }
        return hash;
    }

    private static long mixed(long hash) {
        long product = hash * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 29;
    }
}
