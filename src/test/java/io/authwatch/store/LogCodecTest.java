package io.authwatch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Silence;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Field;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.NotificationState;
import io.authwatch.pipeline.LogEntry;
import io.authwatch.rule.Network;
import io.authwatch.wire.Input;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LogCodecTest {
    private final LogCodec codec = new LogCodec();

    @Test
    void entries_ofEveryShape_comeBackAsTheyWere() {
        for (long seed = 1; seed <= 400; seed++) {
            List<LogEntry> entries = new RandomEntries(seed).list();
            LogCodec.Decoded decoded = LogCodec.decode(codec.encode(entries));
            assertNull(decoded.fault(), "seed " + seed);
            assertEquals(entries, decoded.entries(), "seed " + seed);
        }
    }

    @Test
    void blob_withAnyOctetChanged_isAFault() {
        byte[] blob = codec.encode(Given.entries(1, 2));
        for (int at = 0; at < blob.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = blob.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertDamaged(damaged, "bit " + bit + " of octet " + at);
            }
        }
    }

    @Test
    void blob_cutAnywhere_isAFault() {
        byte[] blob = codec.encode(Given.entries(1, 2));
        for (int length = 0; length < blob.length; length++) {
            assertDamaged(Arrays.copyOf(blob, length), "cut to " + length);
        }
    }

    private static void assertDamaged(byte[] blob, String what) {
        LogCodec.Decoded decoded = LogCodec.decode(blob);
        assertNotNull(decoded.fault(), what);
        assertTrue(decoded.entries().isEmpty(), what);
    }

    @Test
    void blob_damagedBeforeItsChecksumWasMade_neverThrows() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            byte[] blob = codec.encode(new RandomEntries(seed).list());
            for (int i = 0; i < 100; i++) {
                byte[] damaged =
                        Arrays.copyOf(blob, random.nextInt(10) > 0 ? blob.length : random.nextInt(blob.length));
                if (damaged.length > 4) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                    reseal(damaged);
                }
                LogCodec.Decoded decoded = LogCodec.decode(damaged);
                assertTrue(decoded.fault() == null || decoded.entries().isEmpty(), "seed " + seed);
            }
        }
    }

    /** Puts the right checksum under what is there. */
    static void reseal(byte[] blob) {
        CRC32C checksum = new CRC32C();
        checksum.update(blob, 0, blob.length - 4);
        for (int i = 0; i < 4; i++) {
            blob[blob.length - 4 + i] = (byte) (checksum.getValue() >>> (8 * i));
        }
    }

    @Test
    void blob_ofAnotherVersion_saysSo() {
        byte[] blob = codec.encode(List.of());
        blob[0] = 2;
        reseal(blob);
        assertEquals(
                "its format is 2, and this program reads 1",
                LogCodec.decode(blob).fault());
    }

    @Test
    void faults_areToldInClearWords() {
        assertEquals("it is 3 octets long, shorter than its checksum", fault("010000", false));
        assertEquals("its checksum is wrong", fault("010000000000", false));
        assertEquals("it ends too early", fault("", true));
        assertEquals("a number is 200, above 2", fault("01c801", true));
        assertEquals("an entry is of kind 2", fault("0101020000", true));
        assertEquals("it goes on after its last entry", fault("0100ff", true));
        assertEquals("a number is longer than 64 bits", fault("01ffffffffffffffffffff01", true));
        assertEquals("a time is out of range", fault("01010000fdffffffff3f", true));
        assertEquals(
                "an event refers to one before it, and there is none",
                fault("01010100000000000000000000" + "00".repeat(9), true));
    }

    private static String fault(String hex, boolean sealed) {
        byte[] blob = HexFormat.of().parseHex(sealed ? hex + "00000000" : hex);
        if (sealed) {
            reseal(blob);
        }
        return String.valueOf(LogCodec.decode(blob).fault());
    }

    @Test
    void message_thatEndsTheOriginal_isStoredOnce() {
        AuthEvent event = Given.event(1, "web-1");
        int once = octets(event, event.message());
        int apart = octets(event, event.message().substring(1) + "x");
        assertEquals(event.message().length(), apart - once);
    }

    private int octets(AuthEvent event, String message) {
        return codec.encode(List.of(saying(event, message, event.original()))).length;
    }

    private static LogEntry saying(AuthEvent event, String message, String original) {
        AuthEvent changed = new AuthEvent(
                event.id(),
                event.received(),
                event.stamped(),
                event.input(),
                event.host(),
                event.peer(),
                event.verified(),
                event.facility(),
                event.severity(),
                event.program(),
                event.pid(),
                event.action(),
                event.outcome(),
                event.count(),
                event.suspicious(),
                event.attributes(),
                message,
                original);
        return new LogEntry.Happened(event.received(), changed, true, 1);
    }

    @Test
    void message_cutBetweenSurrogates_staysApartFromTheOriginal() {
        String smile = "😀";
        LogEntry odd = saying(Given.event(1, "web-1"), smile.substring(1) + "end", "start" + smile + "end");
        LogEntry.Happened back = (LogEntry.Happened)
                LogCodec.decode(codec.encode(List.of(odd))).entries().get(0);
        assertEquals("start" + smile + "end", back.event().original());
        assertEquals("?end", back.event().message());
    }

    @Test
    void format_isTheOneThatLedgersHold() {
        // Written by the first version. If this fails, ledgers that exist can no longer be read.
        List<LogEntry> entries = List.of(new LogEntry.Ticked(Given.NOON), Given.entry(41), Given.entry(42));
        assertEquals(GOLDEN, HexFormat.of().formatHex(codec.encode(entries)));
        assertEquals(entries, LogCodec.decode(HexFormat.of().parseHex(GOLDEN)).entries());
    }

    @Test
    void silences_haveTheFormThatLedgersHold() {
        Silence silence = new Silence(
                7,
                "guessing",
                null,
                Network.of("192.0.2.0/24").orElseThrow(),
                null,
                true,
                Given.NOON,
                Given.NOON.plusSeconds(60),
                "eve",
                "move");
        List<LogEntry> entries =
                List.of(new LogEntry.Silenced(Given.NOON, silence), new LogEntry.Unsilenced(Given.NOON, 7));
        assertEquals(SILENCES, HexFormat.of().formatHex(codec.encode(entries)));
        assertEquals(entries, LogCodec.decode(HexFormat.of().parseHex(SILENCES)).entries());
        assertEquals("an entry is of kind 24", fault("0101180000", true));
        assertEquals("a silence's source is no network", fault("0101080000010400" + "00".repeat(6), true));
    }

    private static final String SILENCES =
            "01020880aba1b00daab4de750715086775657373696e670c3139322e302e322e302f32340000780003657665046d6f76651000000714"
                    + "ff6599";

    private static final String GOLDEN =
            "01030080aba1b00daab4de75030080f18c27f5075200000100010101140c057765622d310c3139382e35312e3130302e"
                    + "3304737368640431303431c0861106757365723431093139322e302e322e370534303032320870617373776f72640c75"
                    + "6e6b6e6f776e2d75736572466c3c38363e4e6f762032332031323a30303a3030207765622d3120737368645b31303431"
                    + "5d3a204661696c65642070617373776f726420666f7220696e76616c69642075736572207573657234312066726f6d20"
                    + "3139322e302e322e3720706f72742034303032322073736832030080897a85070200000100010101140c0431303432c0"
                    + "861106757365723432093139322e302e322e370534303032320870617373776f72640c756e6b6e6f776e2d7573657246"
                    + "6c3c38363e4e6f762032332031323a30303a3030207765622d3120737368645b313034325d3a204661696c6564207061"
                    + "7373776f726420666f7220696e76616c69642075736572207573657234322066726f6d203139322e302e322e3720706f"
                    + "72742034303032322073736832784affdb";

    @Test
    void ordinals_areThoseThatLedgersHold() {
        assertEquals("[UDP, TCP, TLS, RELP, FILE, JOURNAL]", Arrays.toString(Input.values()));
        assertEquals("[SUCCESS, FAILURE, UNKNOWN]", Arrays.toString(Outcome.values()));
        assertEquals(
                "[PENDING, SENT, FAILED, DRY_RUN, DIGESTED, SHOWN, ACKNOWLEDGED, EXPIRED, CANCELLED]",
                Arrays.toString(NotificationState.values()));
        assertEquals(0, AuthAction.OTHER.ordinal());
        assertEquals(17, AuthAction.ELEVATE.ordinal());
        assertEquals(34, AuthAction.HOST_MOVED.ordinal());
        assertEquals(6, Field.USER.ordinal());
        assertEquals(18, Field.REASON.ordinal());
    }
}
