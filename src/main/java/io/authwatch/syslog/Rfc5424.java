package io.authwatch.syslog;

/**
 * The format of RFC 5424. After the PRI:
 *
 * <pre>
 *   1 2026-11-23T03:27:13.428965+00:00 vm sshd 1234 - -  Failed password for root …
 *   │ stamp                            │  │    │    │ └ STRUCTURED-DATA, a blank, MSG
 *   VERSION                            │  │    │    MSGID
 *                                      │  │    PROCID
 *                                      │  APP-NAME
 *                                      HOSTNAME                 each of them may be -
 * </pre>
 *
 * <p>rsyslog's RSYSLOG_SyslogProtocol23Format leaves a second blank before MSG; a BOM (section 6.4) may come first.
 * Both go.
 */
final class Rfc5424 {
    /** The longest header field that is looked for, in octets; the RFC's own limits are 255, 48, 128 and 32. */
    private static final int FIELD_OCTETS_MAX = 255;

    private Rfc5424() {}

    /**
     * Reads {@code array[at..end)}, what follows the PRI.
     *
     * @return false if this is not RFC 5424, and nothing was set
     */
    static boolean read(SyslogMessage message, byte[] array, int at, int end) {
        int stampFrom = versionEnd(message, array, at, end);
        int stampTo = stampFrom == Stamp.NONE ? Stamp.NONE : stamp(message, array, stampFrom, end);
        if (stampTo == Stamp.NONE) {
            return false;
        }
        boolean stamped = message.stamp.present();
        int next = fields(message, array, stampTo, end);
        if (next == Stamp.NONE && !stamped) {
            return false;
        }
        message.stampFrom = stamped ? stampFrom : message.stampFrom;
        message.stampTo = stamped ? stampTo : message.stampTo;
        if (next == Stamp.NONE) {
            message.mark(Defect.UNSTRUCTURED);
            message.text(array, stampTo, end);
        } else {
            message.text(array, next, end);
        }
        markMissing(message, stamped);
        return true;
    }

    /** The position of the timestamp: after a VERSION of 1 to 999, which without a PRI has one digit. */
    private static int versionEnd(SyslogMessage message, byte[] array, int at, int end) {
        int next = at;
        while (next < end && next - at < (message.hasPri() ? 3 : 1) && Ascii.isDigit(array[next])) {
            next++;
        }
        return next > at && array[at] != '0' && Ascii.is(' ', array, next, end) ? next + 1 : Stamp.NONE;
    }

    /** The end of the timestamp, or of the {@code -} in its place. */
    private static int stamp(SyslogMessage message, byte[] array, int at, int end) {
        if (Ascii.is('-', array, at, end) && Ascii.is(' ', array, at + 1, end)) {
            return message.hasPri() ? at + 1 : Stamp.NONE;
        }
        int after = IsoStamp.isNext(array, at, end) ? message.stamp.read(array, at, end) : Stamp.NONE;
        return after != Stamp.NONE && Ascii.is(':', array, after, end) ? Stamp.NONE : after;
    }

    /** Sets HOSTNAME, APP-NAME and PROCID; answers where MSG begins, or NONE if the header is not whole. */
    private static int fields(SyslogMessage message, byte[] array, int stampTo, int end) {
        int hostTo = fieldEnd(array, stampTo, end);
        int programTo = fieldEnd(array, hostTo, end);
        int processTo = fieldEnd(array, programTo, end);
        int idTo = fieldEnd(array, processTo, end);
        if (idTo == Stamp.NONE) {
            return Stamp.NONE;
        }
        if (!isNil(array, stampTo, hostTo)) {
            message.hostFrom = stampTo + 1;
            message.hostTo = hostTo;
        }
        if (!isNil(array, hostTo, programTo)) {
            Tag.program(message, array, hostTo + 1, programTo);
        }
        if (!isNil(array, programTo, processTo)) {
            message.pidFrom = programTo + 1;
            message.pidTo = processTo;
        }
        return afterStructuredData(message, array, idTo, end);
    }

    private static int afterStructuredData(SyslogMessage message, byte[] array, int idTo, int end) {
        int at = Math.min(idTo + 1, end);
        int after = StructuredData.end(array, at, end);
        if (after == StructuredData.NONE) {
            message.mark(Defect.STRUCTURED_DATA_INVALID);
            return at;
        }
        return skipByteOrderMark(array, Ascii.skipBlanks(array, after, end), end);
    }

    private static int skipByteOrderMark(byte[] array, int at, int end) {
        boolean marked = end - at >= 3
                && array[at] == (byte) 0xef
                && array[at + 1] == (byte) 0xbb
                && array[at + 2] == (byte) 0xbf;
        return marked ? at + 3 : at;
    }

    /**
     * The end of the field that follows the blank at {@code before}, where a blank or the message's end is; NONE if
     * there is no field, or was none before it.
     */
    private static int fieldEnd(byte[] array, int before, int end) {
        int from = before + 1;
        if (before == Stamp.NONE || from >= end) {
            return Stamp.NONE;
        }
        int limit = Math.min(end, from + FIELD_OCTETS_MAX + 1);
        int next = from;
        while (next < limit && Ascii.isPrintable(array[next])) {
            next++;
        }
        boolean ended = next == end || (next < limit && array[next] == ' ');
        return next > from && ended ? next : Stamp.NONE;
    }

    private static boolean isNil(byte[] array, int before, int to) {
        return to - before == 2 && array[before + 1] == '-';
    }

    private static void markMissing(SyslogMessage message, boolean stamped) {
        if (!stamped) {
            message.mark(Defect.TIMESTAMP_MISSING);
        }
        if (message.hostTo == message.hostFrom) {
            message.mark(Defect.HOST_MISSING);
        }
        if (message.programTo == message.programFrom) {
            message.mark(Defect.PROGRAM_MISSING);
        }
    }
}
