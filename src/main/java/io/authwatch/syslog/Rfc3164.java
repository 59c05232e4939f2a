package io.authwatch.syslog;

import io.authwatch.wire.Octets;

/**
 * The format that RFC 3164 describes, as it is in the field. After the PRI:
 *
 * <pre>
 *   Nov 23 03:27:13 vm sshd[1234]: Failed password for root …     syslog(3) through rsyslog; the same in files
 *   2026-11-23T03:27:13.428965+00:00 vm sudo:    alice : TTY=…    RSYSLOG_ForwardFormat, RSYSLOG_FileFormat
 *   Apr 27 23:06:01 syslogd[68529]: start                         no host (OpenBSD)
 *   Feb 12 09:50:07 Toon Toon ubios-udapi-server[3117]: …         the host twice: a relay before
 *   643: *Jan  8 19:46:03.295: %LINEPROTO-5-UPDOWN: …             Cisco: sequence numbers, no host
 *   Nov 23 03:27:13 vm auth.info sshd[1234]: Failed …             BusyBox and AIX: the priority in words, in files
 *   Feb 18 16:01:59 serverX -- MARK --                            no TAG: the text begins after the host
 *   sshd[1234]: Failed password for root …                        no timestamp: a TAG or nothing
 *   This is a message!                                            text
 * </pre>
 *
 * <p>A host is looked for only after a timestamp. Of two hosts the first is taken, and the second must be the same name
 * or an address with a TAG after it; else it belongs to the text. {@code last message repeated 3 times} is always text.
 */
final class Rfc3164 {
    private static final byte[] REPEATED = Octets.literal("last message repeated ");
    /** Cisco writes two sequence numbers at most, the sender's and the message's. */
    private static final int SEQUENCES_MAX = 2;

    private static final int SEQUENCE_DIGITS_MAX = 10;

    private Rfc3164() {}

    /** Reads {@code array[at..end)}, what follows the PRI. */
    static void read(SyslogMessage message, byte[] array, int at, int end) {
        int start = Ascii.skipBlanks(array, at, end);
        int stampAt = stampAt(array, start, end);
        int stampTo = message.stamp.read(array, stampAt, end);
        if (stampTo == Stamp.NONE) {
            headerless(message, array, start, end);
            return;
        }
        message.stampFrom = stampAt;
        message.stampTo = stampTo;
        boolean colon = Ascii.is(':', array, stampTo, end);
        int next = Ascii.skipBlanks(array, colon ? stampTo + 1 : stampTo, end);
        if (colon) {
            message.mark(Defect.HOST_MISSING);
            tagged(message, array, next, end);
        } else {
            hosted(message, array, next, end);
        }
    }

    /** The position after the sequence numbers and the clock's mark ({@code *} not set, {@code .} not in step). */
    private static int stampAt(byte[] array, int start, int end) {
        int at = start;
        for (int sequences = 0; sequences < SEQUENCES_MAX; sequences++) {
            int next = at;
            while (next < end && next - at < SEQUENCE_DIGITS_MAX && Ascii.isDigit(array[next])) {
                next++;
            }
            if (!Ascii.is(':', array, next, end) || !Ascii.is(' ', array, next + 1, end)) {
                break;
            }
            at = next + 2;
        }
        return Ascii.is('*', array, at, end) || Ascii.is('.', array, at, end) ? at + 1 : at;
    }

    /** No timestamp, and so no host. */
    private static void headerless(SyslogMessage message, byte[] array, int at, int end) {
        message.mark(Defect.TIMESTAMP_MISSING);
        message.mark(Defect.HOST_MISSING);
        int after = Tag.read(message, array, at, end, false);
        if (after == Tag.NONE) {
            message.mark(Defect.PROGRAM_MISSING);
            message.mark(Defect.UNSTRUCTURED);
        }
        message.text(array, after == Tag.NONE ? at : after, end);
    }

    private static void hosted(SyslogMessage message, byte[] array, int at, int end) {
        int hostTo = Ascii.skipToken(array, at, end);
        HostName.Kind kind =
                message.octets().startsWith(at, end, REPEATED) ? HostName.Kind.NONE : HostName.kind(array, at, hostTo);
        if (kind == HostName.Kind.NONE) {
            message.mark(Defect.HOST_MISSING);
            tagged(message, array, at, end);
            return;
        }
        int next = LoggedPriority.skip(array, afterDoubledHost(message, array, at, hostTo, end), end);
        int after = Tag.read(message, array, next, end, true);
        if (kind == HostName.Kind.ODD && after == Tag.NONE) {
            message.mark(Defect.HOST_MISSING);
            text(message, array, Tag.NONE, at, end);
            return;
        }
        message.hostFrom = at;
        message.hostTo = hostTo;
        text(message, array, after, next, end);
    }

    /** The position of what follows the host, and its double if there is one and a TAG after it. */
    private static int afterDoubledHost(SyslogMessage message, byte[] array, int hostFrom, int hostTo, int end) {
        int next = Ascii.skipBlanks(array, hostTo, end);
        int nextTo = Ascii.skipToken(array, next, end);
        if (HostName.isSame(array, hostFrom, hostTo, next, nextTo) || HostName.isAddress(array, next, nextTo)) {
            int third = Ascii.skipBlanks(array, nextTo, end);
            return Tag.read(message, array, third, end, true) == Tag.NONE ? next : third;
        }
        return next;
    }

    private static void tagged(SyslogMessage message, byte[] array, int at, int end) {
        boolean repeated = message.octets().startsWith(at, end, REPEATED);
        text(message, array, repeated ? Tag.NONE : Tag.read(message, array, at, end, true), at, end);
    }

    /** The text begins after the TAG, or where one was looked for. */
    private static void text(SyslogMessage message, byte[] array, int afterTag, int tagAt, int end) {
        if (afterTag == Tag.NONE) {
            message.mark(Defect.PROGRAM_MISSING);
        }
        message.text(array, afterTag == Tag.NONE ? tagAt : afterTag, end);
    }
}
