package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Frames;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the octets: no exception, sound spans, and nothing of the frame is lost. */
class SyslogHostileTest {
    private static final byte[] REPLACEMENTS = {0, (byte) 0xff, 0x1b, '\n', ' ', ':', '[', ']', '"', '\\', '9'};
    private static final int OCTETS_MAX = 65_536;
    private static final long SEED = 42;
    private final SyslogMessage message = new SyslogMessage();

    @Test
    void everyLine_cutAtEveryOctet() {
        for (byte[] line : SyslogCorpus.frames()) {
            for (int length = 0; length <= line.length; length++) {
                parse(Arrays.copyOf(line, length));
            }
        }
    }

    @Test
    void everyLine_begunAtEveryOctet() {
        for (byte[] line : SyslogCorpus.frames()) {
            for (int start = 0; start <= line.length; start++) {
                parse(Arrays.copyOfRange(line, start, line.length));
            }
        }
    }

    @Test
    void everyLine_withEveryOctetReplaced() {
        for (byte[] line : SyslogCorpus.frames()) {
            for (int at = 0; at < line.length; at++) {
                for (byte replacement : REPLACEMENTS) {
                    byte[] changed = line.clone();
                    changed[at] = replacement;
                    parse(changed);
                }
            }
        }
    }

    @Test
    void twoLines_joinedAnywhere() {
        Random random = new Random(SEED);
        List<byte[]> lines = SyslogCorpus.frames();
        for (int round = 0; round < 20_000; round++) {
            byte[] head = lines.get(random.nextInt(lines.size()));
            byte[] tail = lines.get(random.nextInt(lines.size()));
            int cut = random.nextInt(head.length + 1);
            byte[] joined = Arrays.copyOf(head, cut + tail.length);
            System.arraycopy(tail, 0, joined, cut, tail.length);
            parse(joined);
        }
    }

    @Test
    void longRunsOfOneOctet_behindEveryHeader() {
        List<String> headers = List.of(
                "",
                "<",
                "<38>",
                "<38>1 ",
                "<38>1 2026-11-23T03:27:13.",
                "<38>1 2026-11-23T03:27:13Z ",
                "<38>1 2026-11-23T03:27:13Z vm app 1 id [",
                "<38>1 2026-11-23T03:27:13Z vm app 1 id [a b=\"",
                "<38>Nov 23 03:27:13 ",
                "<38>Nov 23 03:27:13 vm ",
                "<38>Nov 23 03:27:13 vm sshd[",
                "<38>Nov 23 03:27:13 vm sshd(");
        for (String header : headers) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] line =
                        Frames.octets(header + String.valueOf((char) octet).repeat(OCTETS_MAX - header.length()));
                parse(line);
            }
        }
    }

    @Test
    void everyPri_isReadOrInvalid() {
        for (int value = 0; value <= 999; value++) {
            parse(Frames.octets("<" + value + ">text"));
            assertEquals(value <= 191, message.hasPri(), "PRI " + value);
            assertEquals(value > 191, message.has(Defect.PRI_INVALID), "PRI " + value);
            assertEquals(value <= 191 ? value : -1, message.hasPri() ? pri() : -1);
            assertEquals(value <= 191 ? "text" : "<" + value + ">text", message.text());
        }
        for (String invalid : List.of("-1", "00", "01", "001", "1000", "4294967301", " 1", "1 ", "a", "", "+1")) {
            parse(Frames.octets("<" + invalid + ">text"));
            assertTrue(message.has(Defect.PRI_INVALID), invalid);
            assertFalse(message.hasPri(), invalid);
            assertEquals("<" + invalid + ">text", message.text());
        }
    }

    @Test
    void cutFrame_isMarked() {
        byte[] line = Frames.octets("<38>Nov 23 03:27:13 vm sshd[1]: half a li");
        new SyslogParser().parse(line, 0, line.length, true, message);
        assertTrue(message.has(Defect.CUT));
        assertEquals("half a li", message.text());
    }

    private int pri() {
        return message.facilityCode() * 8 + message.severityCode();
    }

    private void parse(byte[] line) {
        new SyslogParser().parse(line, 0, line.length, false, message);
        Timestamps.stamped(message, Instant.parse("2028-02-29T00:00:00Z"), ZoneId.of("Europe/Berlin"));
        assertSound(message, line.length);
    }

    /** Spans lie in the frame, in order and apart, and the text ends where the frame does, less its trailer. */
    static void assertSound(SyslogMessage message, int octets) {
        assertTrue(0 <= message.stampFrom() && message.stampFrom() <= message.stampTo());
        assertTrue(message.hostFrom() <= message.hostTo() && message.programFrom() <= message.programTo());
        assertTrue(message.pidFrom() <= message.pidTo() && message.textFrom() <= message.textTo());
        assertTrue(message.textTo() <= octets);
        assertTrue(message.pidTo() <= message.textFrom() && message.programTo() <= message.textFrom());
        assertTrue(message.hostTo() <= message.textFrom() && message.stampTo() <= message.textFrom());
        for (int at = message.textTo(); at < octets; at++) {
            assertTrue("\n\r\0".indexOf(message.octets().at(at)) >= 0, "text was lost behind its end");
        }
        assertEquals(message.host() == null, message.has(Defect.HOST_MISSING));
        assertEquals(message.program() == null, message.has(Defect.PROGRAM_MISSING));
        assertEquals(message.stampTo() == message.stampFrom(), message.has(Defect.TIMESTAMP_MISSING));
    }
}
