package io.authwatch.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal as a syslog message (RFC 5424), so that it goes the way of all others:
 *
 * <pre>
 *   &lt;PRI&gt;1 2026-11-23T11:36:07.123456Z web-1 sshd 77 - - Failed password for alice …
 *    │        __REALTIME_TIMESTAMP      │     │    └─ SYSLOG_PID, else _PID
 *    │                                  │     └─ SYSLOG_IDENTIFIER, else _COMM
 *    └─ SYSLOG_FACILITY, PRIORITY       └─ _HOSTNAME
 * </pre>
 *
 * <p>A message of several lines keeps its line feeds. What may not stand in the head (RFC 5424 section 6: PRINTUSASCII)
 * becomes an underscore there, so that no name in the journal can write a head of its own.
 */
final class JournalFrame {
    private static final int FACILITY_MAX = 23;
    private static final int SEVERITY_MAX = 7;
    /** RFC 3164 section 4.3.3: user.notice, for a message without a PRI. */
    private static final int FACILITY_OTHERWISE = 1;

    private static final int SEVERITY_OTHERWISE = 5;
    /** RFC 5424 section 6. */
    private static final int HOST_MAX = 255;

    private static final int TAG_MAX = 48;
    private static final int PID_MAX = 128;

    private JournalFrame() {}

    /** The octets of the message. */
    static byte[] of(JournalEntry entry) {
        long facility = entry.number("SYSLOG_FACILITY", FACILITY_MAX, FACILITY_OTHERWISE);
        long severity = entry.number("PRIORITY", SEVERITY_MAX, SEVERITY_OTHERWISE);
        Instant time = Instant.EPOCH.plus(entry.micros(), ChronoUnit.MICROS);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(("<" + (8 * facility + severity) + ">1 " + time + " ").getBytes(StandardCharsets.US_ASCII));
        word(frame, entry.value("_HOSTNAME"), HOST_MAX);
        word(frame, either(entry, "SYSLOG_IDENTIFIER", "_COMM"), TAG_MAX);
        word(frame, either(entry, "SYSLOG_PID", "_PID"), PID_MAX);
        frame.writeBytes(new byte[] {'-', ' ', '-'});
        byte[] message = entry.value("MESSAGE");
        if (message != null && message.length > 0) {
            frame.write(' ');
            frame.writeBytes(message);
        }
        return frame.toByteArray();
    }

    private static byte @Nullable [] either(JournalEntry entry, String first, String second) {
        byte[] value = entry.value(first);
        return value != null && value.length > 0 ? value : entry.value(second);
    }

    private static void word(ByteArrayOutputStream frame, byte @Nullable [] value, int most) {
        if (value == null || value.length == 0) {
            frame.write('-');
        } else {
            for (int i = 0; i < Math.min(value.length, most); i++) {
                frame.write(value[i] > ' ' && value[i] <= '~' ? value[i] : '_');
            }
        }
        frame.write(' ');
    }
}
