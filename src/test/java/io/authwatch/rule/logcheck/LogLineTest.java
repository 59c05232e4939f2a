package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.authwatch.auth.Attributes;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.wire.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message is as a line of a log file. */
class LogLineTest {
    private static AuthEvent event(String original, String program, String message) {
        Instant stamped = Instant.parse("2026-11-03T03:27:13Z");
        return new AuthEvent(
                1,
                stamped.plusSeconds(60),
                stamped,
                Input.TCP,
                "web-1",
                "192.0.2.1",
                true,
                10,
                6,
                program,
                null,
                AuthAction.OTHER,
                Outcome.UNKNOWN,
                1,
                false,
                Attributes.NONE,
                message,
                original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<38>Nov 23 03:27:13 vm sudo:    alice : x~sudo~alice : x~Nov 23 03:27:13 vm sudo:    alice : x",
                "Nov 23 03:27:13 vm sshd-session[9]: x ~sshd~x ~Nov 23 03:27:13 vm sshd-session[9]: x ",
                "<38>2026-11-23T03:27:13.428965+00:00 vm sshd[9]: x~sshd~x~2026-11-23T03:27:13.428965+00:00 vm sshd[9]: x",
                // written anew: another stamp, none, RFC 5424
                "<38>2026-11-23T03:27:13Z vm sudo:    alice~sudo~alice~Nov  3 03:27:13 web-1 sudo:    alice",
                "<38>sshd[9]: x: y~sshd~x: y~Nov  3 03:27:13 web-1 sshd[9]: x: y",
                "<38>just text~~just text~Nov  3 03:27:13 web-1 just text",
                "<38>1 2026-11-23T03:27:13Z vm sshd-session 9 - - x~sshd~x~Nov  3 03:27:13 web-1 sshd-session[9]: x",
                "<38>1 2026-11-23T03:27:13Z vm su - ID1 [a b=\"c\"] x~su~x~Nov  3 03:27:13 web-1 su: x",
                "<3888>x~~<3888>x~Nov  3 03:27:13 web-1 <3888>x"
            })
    void message_becomesALineOfAFile(String original, String program, String message, String line) {
        LogLine written = LogLine.of(event(original, program, message));
        assertNotNull(written);
        assertEquals(line, new String(written.octets(), StandardCharsets.UTF_8));
    }

    @Test
    void lineEnds_areNotPartOfIt_andTwoLinesAreNone() {
        LogLine written = LogLine.of(event("Nov 23 03:27:13 vm a: b\r\n\0", "a", "b"));
        assertNotNull(written);
        assertEquals("Nov 23 03:27:13 vm a: b", new String(written.octets(), StandardCharsets.UTF_8));
        assertNull(LogLine.of(event("Nov 23 03:27:13 vm a: b\nc", "a", "b\nc")));
    }

    @ParameterizedTest
    @CsvSource({
        "Nov 23 03:27:13 vm a: b,19,19",
        "2026-11-23T03:27:13.428965+00:00 vm.example-1_x a: b,-1,48",
        "Nov 23 03:27:13  vm a: b,-1,-1",
        "Nov 23 03:27:13 vm,-1,-1",
        "Nov 23 03:27:13 2001:db8::1 a: b,-1,-1",
        "Nov-23 03:27:13 vm a: b,-1,-1",
        "Nov 23 03:27:13x vm a: b,-1,-1",
        "2026-11-23 03:27:13.428965+00:00 vm a: b,-1,-1",
        "'',-1,-1"
    })
    void rest_beginsAfterTheHost(String line, int bsd, int bsdOrIso) {
        assertEquals(bsd, LogLine.of(line).restFrom(Header.BSD));
        assertEquals(bsdOrIso, LogLine.of(line).restFrom(Header.BSD_OR_ISO));
    }
}
