package io.authwatch.syslog;

import io.authwatch.wire.Octets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view of one message: where in the octets each part stands. Made once per connection and filled anew by
 * {@link SyslogParser} for every frame; valid until the next one.
 *
 * <pre>
 *  &lt;38&gt;Nov 23 03:27:13 vm sshd[1234]: Failed password for root from 192.0.2.7 port 22 ssh2
 *  PRI  stamp          host program  pid  text
 * </pre>
 *
 * <p>A part that is missing is an empty span. The program is the name alone: of {@code sshd(pam_unix)[9]:} it is
 * {@code sshd}, of {@code /usr/sbin/cron[9]:} it is {@code cron}, and the text is what follows the colon; a reader who
 * must know the module finds it in the octets after {@link #programTo()}. Leading blanks of the text are not part of it
 * (rsyslog's forward templates add one), nor are trailing LF, CR and NUL.
 */
public final class SyslogMessage {
    /** The code of {@link #facilityCode()} and {@link #severityCode()} where there is no valid PRI. */
    public static final int NO_CODE = -1;

    private final Octets octets = new Octets();
    int facilityCode = NO_CODE;
    int severityCode = NO_CODE;
    int stampFrom;
    int stampTo;
    int hostFrom;
    int hostTo;
    int programFrom;
    int programTo;
    int pidFrom;
    int pidTo;
    int textFrom;
    int textTo;
    /** The fields of the timestamp; {@link Timestamps} makes an instant of them. */
    final Stamp stamp = new Stamp();

    private int defects;

    /** Empties the view and lays it over a frame; every part is missing until the parser sets it. */
    SyslogMessage over(byte[] array, int from, int to) {
        octets.over(array, from, to);
        facilityCode = NO_CODE;
        severityCode = NO_CODE;
        stampFrom = stampTo = hostFrom = hostTo = programFrom = programTo = pidFrom = pidTo = from;
        textFrom = from;
        textTo = to;
        stamp.clear();
        defects = 0;
        return this;
    }

    /** The text is {@code [from, to)}, less the blanks that it begins with. */
    void text(byte[] array, int from, int to) {
        textFrom = Ascii.skipBlanks(array, from, to);
        textTo = to;
    }

    void mark(Defect defect) {
        defects |= 1 << defect.ordinal();
    }

    /** The whole frame. */
    public Octets octets() {
        return octets;
    }

    /** The facility's code, 0 to 23, or {@link #NO_CODE}. */
    public int facilityCode() {
        return facilityCode;
    }

    /** The severity's code, 0 to 7, or {@link #NO_CODE}. */
    public int severityCode() {
        return severityCode;
    }

    public boolean hasPri() {
        return facilityCode != NO_CODE;
    }

    /** Where the timestamp begins, as written; see {@link Timestamps}. */
    public int stampFrom() {
        return stampFrom;
    }

    public int stampTo() {
        return stampTo;
    }

    public int hostFrom() {
        return hostFrom;
    }

    public int hostTo() {
        return hostTo;
    }

    public int programFrom() {
        return programFrom;
    }

    public int programTo() {
        return programTo;
    }

    public int pidFrom() {
        return pidFrom;
    }

    public int pidTo() {
        return pidTo;
    }

    public int textFrom() {
        return textFrom;
    }

    public int textTo() {
        return textTo;
    }

    /** HOSTNAME, or null. */
    public @Nullable String host() {
        return hostTo > hostFrom ? octets.string(hostFrom, hostTo) : null;
    }

    /** The program's name: TAG without its pid, or APP-NAME; null if missing. */
    public @Nullable String program() {
        return programTo > programFrom ? octets.string(programFrom, programTo) : null;
    }

    /** What stands in the TAG's brackets, or PROCID; null if missing. */
    public @Nullable String pid() {
        return pidTo > pidFrom ? octets.string(pidFrom, pidTo) : null;
    }

    /** The message proper; empty if there is none. */
    public String text() {
        return octets.string(textFrom, textTo);
    }

    public boolean has(Defect defect) {
        return (defects & 1 << defect.ordinal()) != 0;
    }

    /** What the sender did wrong. */
    public Set<Defect> defects() {
        Set<Defect> found = EnumSet.noneOf(Defect.class);
        for (Defect defect : Defect.values()) {
            if (has(defect)) {
                found.add(defect);
            }
        }
        return found;
    }
}
