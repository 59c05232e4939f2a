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

    private static final int WAYS = 4;
    private static final int SETS = CONNECTIONS_MAX / WAYS;

    private final ConnectionTrace[] traces = new ConnectionTrace[CONNECTIONS_MAX];
    /** Of each trace, so that it is only looked at where it is likely the right one; another's is far away in memory. */
    private final long[] hashes = new long[CONNECTIONS_MAX];
    /** The line that each trace was told last; 0: none yet. */
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
            trace(message).tell(part, view);
        }
    }

    private ConnectionTrace trace(SyslogMessage message) {
        Octets octets = message.octets();
        long hash = hash(octets, message.hostFrom(), message.hostTo(), 0);
        hash = hash(octets, message.pidFrom(), message.pidTo(), hash);
        int set = (int) ((hash >>> 32) & (SETS - 1)) * WAYS;
        int oldest = set;
        lines++;
        for (int i = set; i < set + WAYS; i++) {
            if (hashes[i] == hash && touched[i] > 0 && traces[i].isOf(message)) {
                touched[i] = lines;
                return traces[i];
            }
            oldest = touched[i] < touched[oldest] ? i : oldest;
        }
        hashes[oldest] = hash;
        touched[oldest] = lines;
        return begun(oldest).begin(message);
    }

    private ConnectionTrace begun(int place) {
        ConnectionTrace trace = traces[place];
        if (trace == null) {
            trace = traces[place] = new ConnectionTrace();
        }
        return trace;
    }

    /** Multiply and mix, by the odd constant of the golden ratio (Knuth, volume 3, section 6.4). */
    private static long hash(Octets octets, int from, int to, long seed) {
        long hash = seed + to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ octets.at(i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
