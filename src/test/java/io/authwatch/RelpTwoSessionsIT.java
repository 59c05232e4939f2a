package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.RelpSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sender with two sessions, such as rsyslog with a disk-assisted queue: what an idle one has read no answer for
 * comes again long after, and counts once.
 */
class RelpTwoSessionsIT {
    private static final int OTHERS = 10_500;
    private static final int WINDOW = 128;

    @TempDir
    Path temp;

    private static RelpSender sender(AuthwatchProcess authwatch) throws IOException {
        return new RelpSender(new Socket(InetAddress.getByName("127.0.0.1"), authwatch.relpPort())).open();
    }

    private static String login(String user) {
        return "<38>1 2026-11-28T00:00:00.000001+00:00 relp-2 sshd 4711 - - Accepted password for " + user
                + " from 192.0.2.7 port 22 ssh2";
    }

    private static void deliver(RelpSender sender, int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            sender.send(login("r" + number));
        }
        for (int number = from; number < to; number++) {
            sender.answer();
        }
    }

    @Test
    void idleSession_thatSendsAgain_afterManyOfTheOther_andAKill_countsOnce() throws Exception {
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                .withRules("rules:\n  root: {when: {action: login, outcome: success, user: root}}\n")
                .start()) {
            RelpSender idle = sender(authwatch);
            deliver(idle, 0, WINDOW);
            RelpSender busy = sender(authwatch);
            for (int from = WINDOW; from < WINDOW + OTHERS; from += WINDOW) {
                deliver(busy, from, Math.min(from + WINDOW, WINDOW + OTHERS));
            }
            authwatch.kill();
            authwatch.start();
            deliver(sender(authwatch), OTHERS, OTHERS + WINDOW);
            deliver(sender(authwatch), 0, WINDOW);
            assertEquals(WINDOW + OTHERS, authwatch.api().allEvents().size());
        }
    }
}
