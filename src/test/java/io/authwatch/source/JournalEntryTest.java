package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
    private static final String PLACE = "\"__CURSOR\":\"s=a;i=1\",\"__REALTIME_TIMESTAMP\":\"1795433001000002\"";
    private static final String HEAD = "<86>1 2026-11-23T11:23:21.000002Z web-1 sshd 77 - -";

    private static @Nullable JournalEntry read(String json) {
        byte[] octets = ("xx" + json + "yy").getBytes(StandardCharsets.UTF_8);
        return JournalEntry.read(octets, 2, octets.length - 2);
    }

    /** The frame of an entry that has these fields and a place. */
    private static String frame(String fields) {
        JournalEntry entry = read("{" + PLACE + (fields.isEmpty() ? "" : ",") + fields + "}");
        assertNotNull(entry, fields);
        return new String(JournalFrame.of(entry), StandardCharsets.ISO_8859_1);
    }

    private static String message(String value) {
        String frame =
                frame("\"SYSLOG_FACILITY\":\"10\",\"PRIORITY\":\"6\",\"_HOSTNAME\":\"web-1\",\"_COMM\":\"other\","
                        + "\"SYSLOG_IDENTIFIER\":\"sshd\",\"SYSLOG_PID\":\"77\",\"_PID\":\"78\",\"MESSAGE\":" + value);
        assertEquals(HEAD, frame.substring(0, HEAD.length()));
        return frame.substring(HEAD.length());
    }

    @Test
    void message_isTaken_inEveryShape() {
        assertEquals(" Failed \"x\"", message("\"Failed \\\"x\\\"\""));
        assertEquals(" one\ntwo", message("\"one\\ntwo\""));
        assertEquals(" F\u00ff\u001b", message("[70,255,27]"));
        assertEquals(" one", message("[\"one\",\"two\",[1]]"));
        assertEquals(" F", message("[[70],[71]]"));
        assertEquals(" 7", message("7"));
        assertEquals("", message("null"));
        assertEquals("", message("\"\""));
        assertEquals("", message("[]"));
        assertEquals("", message("{\"a\":[1]}"));
        assertEquals(" \u00c3\u00a4", message("\"\u00e4\""));
    }

    @Test
    void fieldAfterAList_isReadToo() {
        assertEquals(
                "<13>1 2026-11-23T11:23:21.000002Z h - - - -",
                frame("\"MESSAGE\":[{},[],null],\"OTHER\":{\"x\":[1,2]},\"_HOSTNAME\":\"h\""));
    }

    @Test
    void missingFields_haveTheirSubstitutes() {
        assertEquals("<13>1 2026-11-23T11:23:21.000002Z - - - - -", frame(""));
        assertEquals(
                "<13>1 2026-11-23T11:23:21.000002Z - su 9 - - m",
                frame("\"_COMM\":\"su\",\"_PID\":\"9\",\"SYSLOG_IDENTIFIER\":\"\",\"MESSAGE\":\"m\""));
    }

    @Test
    void priority_outOfRange_isNotBelieved() {
        for (String wrong : List.of("24", "-1", "4x", "", "99999999999999999999", "\u0664")) {
            assertEquals(
                    "<14>1 2026-11-23T11:23:21.000002Z - - - - -",
                    frame("\"SYSLOG_FACILITY\":\"" + wrong + "\",\"PRIORITY\":\"6\""),
                    wrong);
        }
        assertEquals(
                "<37>1", frame("\"SYSLOG_FACILITY\":\"4\",\"PRIORITY\":\"8\"").substring(0, 5));
    }

    @Test
    void name_cannotWriteAHead() {
        assertEquals(
                "<13>1 2026-11-23T11:23:21.000002Z a_b sshd_1_-_-_Accepted_ - - - m",
                frame("\"_HOSTNAME\":\"a b\",\"SYSLOG_IDENTIFIER\":\"sshd 1 - - Accepted\\n\",\"MESSAGE\":\"m\""));
        String tag = frame("\"SYSLOG_IDENTIFIER\":\"" + "t".repeat(5_000) + "\"");
        assertEquals("<13>1 2026-11-23T11:23:21.000002Z - " + "t".repeat(48) + " - - -", tag);
    }

    @Test
    void firstOfTwoFields_counts() {
        assertEquals(
                "<13>1 2026-11-23T11:23:21.000002Z - - - - - one", frame("\"MESSAGE\":\"one\",\"MESSAGE\":\"two\""));
    }

    @Test
    void whatIsNoEntry_isNull() {
        for (String json : List.of(
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{" + PLACE,
                "{" + PLACE + "}{}",
                "{" + PLACE + ",\"MESSAGE\":[70,\"x\"]}",
                "{" + PLACE + ",\"MESSAGE\":[70",
                "{" + PLACE + ",\"MESSAGE\":[99999999999]}",
                "{" + PLACE + ",\"X\":" + "[".repeat(10_000) + "}",
                "{\"__CURSOR\":\"s=a\"}",
                "{\"__REALTIME_TIMESTAMP\":\"1\"}",
                "{\"__CURSOR\":null,\"__REALTIME_TIMESTAMP\":\"1\"}",
                "{\"__CURSOR\":\"a b\",\"__REALTIME_TIMESTAMP\":\"1\"}",
                "{\"__CURSOR\":\"" + "a".repeat(1_001) + "\",\"__REALTIME_TIMESTAMP\":\"1\"}",
                "{\"__CURSOR\":\"a\",\"__REALTIME_TIMESTAMP\":\"-1\"}",
                "{\"__CURSOR\":\"a\",\"__REALTIME_TIMESTAMP\":\"999999999999999999\"}")) {
            assertNull(read(json), json);
        }
    }
}
