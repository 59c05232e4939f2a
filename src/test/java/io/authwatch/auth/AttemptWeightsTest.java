package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.TestMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that belong to no connection of sshd. */
class AttemptWeightsTest {
    private final Recognisers recognisers = Recognisers.standard();
    private final Attempts attempts = new Attempts();
    private final AuthView view = new AuthView();

    @Test
    void linesWithoutPid_standForThemselves() {
        SyslogMessage first = TestMessages.of("Nov 23 05:03:27 vm sshd: Invalid user x from 192.0.2.7 port 50022");
        recognisers.recognise(first, view);
        attempts.weigh(first, view);
        assertEquals(1, view.count());
        SyslogMessage second =
                TestMessages.of("Nov 23 05:03:27 vm sshd: Failed password for invalid user x" + SshdLines.AT);
        recognisers.recognise(second, view);
        attempts.weigh(second, view);
        assertEquals(1, view.count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Successful su for root by bob;+ /dev/pts/0 bob:root",
                "FAILED su for root by bob;- /dev/pts/0 bob:root"
            })
    void shadowsTwoLines_countOnce(String lines) {
        int count = 0;
        for (String line : lines.split(";")) {
            SyslogMessage message = TestMessages.of("Nov 23 05:03:27 vm su[9]: " + line);
            recognisers.recognise(message, view);
            attempts.weigh(message, view);
            count += view.count();
        }
        assertEquals(1, count);
    }

    @Test
    void otherLines_keepTheirWeight() {
        SyslogMessage message = TestMessages.of(
                "Nov 23 05:03:27 vm sudo: bob : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh");
        recognisers.recognise(message, view);
        attempts.weigh(message, view);
        assertEquals(3, view.count());
        assertNull(view.get(Field.SOURCE));
    }
}
