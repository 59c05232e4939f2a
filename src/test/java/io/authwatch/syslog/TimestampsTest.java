package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.authwatch.testkit.Frames;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    private static final long SEED = 1_801;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T03:27:13Z, 2026-11-23T03:27:13Z",
        "2026-11-23T03:27:13+05:30, 2026-11-22T21:57:13Z",
        "2026-11-23T03:27:13-0800, 2026-11-23T11:27:13Z",
        "2026-11-23T03:27:13+18:00, 2026-11-22T09:27:13Z",
        "2026-11-23T03:27:13+01, 2026-11-23T02:27:13Z",
        "2026-11-23t03:27:13.5z, 2026-11-23T03:27:13.5Z",
        "2026-11-23T03:27:13.000000001Z, 2026-11-23T03:27:13.000000001Z",
        "2026-11-23T03:27:13.9999999999999Z, 2026-11-23T03:27:13.999999999Z",
        "2026-11-23T03:27:13.Z, 2026-11-23T03:27:13Z",
        "2026-11-23 03:27:13, 2026-11-23T02:27:13Z",
        "2026-11-23 03:27:13 UTC, 2026-11-23T03:27:13Z",
        "2026-11-23 03:27:13 -01:30, 2026-11-23T04:57:13Z",
        "Nov 23 03:27:13, 2026-11-23T02:27:13Z",
        "Nov 23 03:27:13 GMT1, 2026-11-23T02:27:13Z",
        "nov 23 03:27:13 GMT, 2026-11-23T03:27:13Z",
        "Nov  3 03:27:13.295, 2026-11-03T02:27:13.295Z",
        "2025 Nov 3 03:27:13 TZ+10, 2025-11-02T17:27:13Z",
        "Nov 23 03:27:60, 2026-11-23T02:27:59Z",
        "Feb 29 2024 03:27:13, 2024-02-29T02:27:13Z",
        "Nov 22 23:59:59 2025, 2025-11-22T22:59:59Z",
    })
    void stamp_inAnyShape_isRead(String stamp, String expected) {
        assertEquals(Instant.parse(expected), stamped(stamp, "2026-11-23T12:00:00Z", BERLIN));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T03:27Z",
        "2026-13-23T03:27:13Z",
        "2026-00-23T03:27:13Z",
        "2026-11-00T03:27:13Z",
        "2026-11-31T03:27:13Z",
        "2026-11-23T03:60:13Z",
        "2026-11-23T03:27:61Z",
        "2026-11-23T03:27:13+19:00",
        "2026-11-23T03:27:13+18:01",
        "2026-11-23T03:27:13-1859",
        "2026-11-23T03:27:13+01:60",
        "2026-1-23T03:27:13Z",
        "02026-11-23T03:27:13Z",
        "Nov 0 03:27:13",
        "Nov 23 03:27",
        "Nov 23 3:7:13",
        "Nov23 03:27:13",
        "November 23 03:27:13",
        "Nov 123 03:27:13",
        "1969 Nov 23 03:27:13",
        "Xyz 23 03:27:13",
        "Feb 30 03:27:13",
        "Feb 29 03:27:13",
        "Feb 29 2026 03:27:13",
        "Nov 24 12:00:01 UTC",
        "2099-01-01T00:00:00Z",
    })
    void stamp_thatIsNoneOrCannotBe_isNull(String stamp) {
        assertNull(stamped(stamp, "2026-11-23T12:00:00Z", BERLIN));
    }

    @ParameterizedTest
    @CsvSource({
        "Dec 31 23:59:59, 2027-01-01T00:00:05Z, 2026-12-31T23:59:59Z",
        "Jan  1 00:00:05, 2026-12-31T23:59:50Z, 2027-01-01T00:00:05Z",
        "Jan  1 00:00:05, 2027-01-01T00:00:06Z, 2027-01-01T00:00:05Z",
        "Nov 24 12:00:00, 2026-11-23T12:00:00Z, 2026-11-24T12:00:00Z",
        "Jun  1 00:00:00, 2026-11-23T12:00:00Z, 2026-06-01T00:00:00Z",
        "Feb 29 12:00:00, 2028-03-01T00:00:00Z, 2028-02-29T12:00:00Z",
        "Feb 29 12:00:00, 2029-01-10T00:00:00Z, 2028-02-29T12:00:00Z",
    })
    void yearThatIsMissing_isTheNearest(String stamp, String received, String expected) {
        assertEquals(Instant.parse(expected), stamped(stamp, received, ZoneOffset.UTC));
    }

    @Test
    void yearThatIsMissing_isRightForEveryDayOfTheLastHalfYear() {
        DateTimeFormatter bsd = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            Instant received = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(400_000_000));
            Instant written =
                    received.minusSeconds(random.nextInt(180 * 86_400)).plus(Duration.ofHours(23));
            String stamp = bsd.format(LocalDateTime.ofInstant(written, ZoneOffset.UTC));
            assertEquals(written, stamped(stamp, received.toString(), ZoneOffset.UTC), "seed " + SEED + " " + stamp);
        }
    }

    @Test
    void messageWithoutStamp_hasNone() {
        assertNull(stamped("-", "2026-11-23T12:00:00Z", ZoneOffset.UTC));
    }

    @Test
    void stampOfTheMessageBefore_isForgotten() {
        SyslogMessage message = new SyslogMessage();
        byte[] stamped = Frames.octets("<13>Nov 23 03:27:13 vm a: b");
        for (String next : List.of("<13>text", "<999>text", "<13>1 - vm app - - - text", "")) {
            byte[] bare = Frames.octets(next);
            new SyslogParser().parse(stamped, 0, stamped.length, false, message);
            new SyslogParser().parse(bare, 0, bare.length, false, message);
            assertNull(Timestamps.stamped(message, Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC), next);
        }
    }

    private static Instant stamped(String stamp, String received, ZoneId zone) {
        byte[] line = Frames.octets("<13>" + stamp + " host app: text");
        SyslogMessage message = new SyslogMessage();
        new SyslogParser().parse(line, 0, line.length, false, message);
        return Timestamps.stamped(message, Instant.parse(received), zone);
    }
}
