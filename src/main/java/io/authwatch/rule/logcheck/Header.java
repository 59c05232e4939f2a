package io.authwatch.rule.logcheck;

import io.authwatch.rule.logcheck.Ere.Empty;
import io.authwatch.rule.logcheck.Ere.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a line of a log file, and the usual beginnings of rules that match it. A header has one end at most: its
 * stamp has a fixed length and its host no blank; so a rule that begins so needs to be matched against the rest alone.
 *
 * <pre>
 *   Nov 23 03:27:13 vm sshd[1234]: Failed …                     BSD
 *   2026-11-23T03:27:13.428965+00:00 vm sshd[1234]: Failed …    ISO
 *                                       └─ the rest
 * </pre>
 */
enum Header {
    /** A stamp as in RFC 3164. */
    BSD("^\\w{3} [ :[:digit:]]{11} [-._[:alnum:]]+ "),
    /** That, or one as in RFC 3339 with microseconds. */
    BSD_OR_ISO("^(\\w{3} [ :[:digit:]]{11}|[-+.:T[:digit:]]{32}) [-._[:alnum:]]+ ");

    private static final int BSD_OCTETS = 15;
    private static final int MONTH_OCTETS = 3;
    private static final int ISO_OCTETS = 32;
    private static final OctetSet CLOCK =
            OctetSet.range('0', '9').or(OctetSet.of(':')).or(OctetSet.of(' '));
    private static final OctetSet ISO = OctetSet.range('0', '9')
            .or(OctetSet.of('T'))
            .or(OctetSet.of(':'))
            .or(OctetSet.of('.'))
            .or(OctetSet.of('+'))
            .or(OctetSet.of('-'));
    private static final OctetSet HOST = OctetSet.WORD.or(OctetSet.of('.')).or(OctetSet.of('-'));

    private final List<Ere> items;

    Header(String pattern) {
        this.items = items(pattern);
    }

    private static List<Ere> items(String pattern) {
        try {
            return Ere.items(EreReader.read(pattern));
        } catch (EreFault ours) {
            throw new IllegalStateException(ours);
        }
    }

    /** The header that a rule begins with, or null. */
    static @Nullable Header of(Ere rule) {
        List<Ere> all = Ere.items(rule);
        for (Header header : values()) {
            int length = header.items.size();
            if (all.size() >= length && all.subList(0, length).equals(header.items)) {
                return header;
            }
        }
        return null;
    }

    /** What a rule that begins with this header says of the rest. */
    Ere rest(Ere rule) {
        List<Ere> all = Ere.items(rule);
        List<Ere> rest = all.subList(items.size(), all.size());
        return rest.isEmpty() ? new Empty() : rest.size() == 1 ? rest.get(0) : new Sequence(List.copyOf(rest));
    }

    /** Whether a stamp of so many octets is one of this header's. */
    boolean allows(int stampOctets) {
        return stampOctets == BSD_OCTETS || (this == BSD_OR_ISO && stampOctets == ISO_OCTETS);
    }

    /** How many octets the stamp has that a line begins with; 0 if it begins with none. */
    static int stampOctets(byte[] line) {
        if (isBsd(line)) {
            return BSD_OCTETS;
        }
        return all(ISO, line, 0, ISO_OCTETS) ? ISO_OCTETS : 0;
    }

    private static boolean isBsd(byte[] line) {
        return all(OctetSet.WORD, line, 0, MONTH_OCTETS)
                && all(CLOCK, line, MONTH_OCTETS + 1, BSD_OCTETS)
                && line[MONTH_OCTETS] == ' ';
    }

    /** Where the rest begins in a line whose stamp has so many octets; -1 if no host follows it. */
    static int restFrom(byte[] line, int stampOctets) {
        int at = stampOctets + 1;
        if (at >= line.length || line[stampOctets] != ' ') {
            return -1;
        }
        int host = at;
        while (at < line.length && HOST.contains(line[at] & 0xff)) {
            at++;
        }
        return at > host && at < line.length && line[at] == ' ' ? at + 1 : -1;
    }

    private static boolean all(OctetSet set, byte[] line, int from, int to) {
        if (to > line.length) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (!set.contains(line[at] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
