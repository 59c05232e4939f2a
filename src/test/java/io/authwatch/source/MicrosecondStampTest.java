package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosecondStampTest {
    private static boolean isIn(String message) {
        byte[] octets = ("xx" + message + "9").getBytes(StandardCharsets.UTF_8);
        return MicrosecondStamp.isIn(octets, 2, octets.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<38>1 2026-11-28T15:24:22.456016+00:00 web-1 sshd 1 - - Accepted",
                "<38>1 2026-11-28T15:24:22.456016Z web-1 sshd 1 - - Accepted",
                "<0>1 2026-11-28T15:24:22.456016789Z -",
                "<191>2026-11-28T15:24:22.456016+00:00 web-1 sshd[1]: Accepted",
                "<38>1 2026-11-28T15:24:22.456016"
            })
    void message_withATimeInMicroseconds_hasOne(String message) {
        assertTrue(isIn(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<38>1 2026-11-28T15:24:22.456+00:00 web-1 sshd 1 - - Accepted",
                "<38>1 2026-11-28T15:24:22+00:00 web-1 sshd 1 - - 2026-11-28T15:24:22.456016Z",
                "<38>1 - web-1 sshd 1 - - 2026-11-28T15:24:22.456016Z",
                "<38>Nov 28 15:24:22 web-1 sshd[1]: Accepted",
                "<38>1 2026-11-28T15:24:22.45601",
                "<38>2 2026-11-28T15:24:22.456016Z -",
                "<12345>1 2026-11-28T15:24:22.456016Z -",
                "2026-11-28T15:24:22.456016Z web-1",
                "<38>1 ",
                "<38>",
                "<",
                ""
            })
    void message_withoutOne_hasNone(String message) {
        assertFalse(isIn(message));
    }
}
