package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.TestMessages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are in the order in which sshd 9.2 writes them at LogLevel INFO and VERBOSE, with PAM and without. */
class AttemptsTest {
    private static final String AT = SshdLines.AT;
    private static final String CLOSED = SshdLines.CLOSED;

    private final Recognisers recognisers = Recognisers.standard();
    private final Attempts attempts = new Attempts();
    private final AuthView view = new AuthView();

    @ParameterizedTest
    @CsvSource({"password, true", "password, false", "answer, true", "answer, false", "key, true"})
    void tries_countAsManyAsWereMade(String method, boolean valid) {
        for (int tries : new int[] {1, 3, 6}) {
            assertEquals(
                    tries,
                    refused("vm", 100 + tries, SshdLines.connection(method, valid, tries)),
                    method + " " + tries);
        }
    }

    @Test
    void answersOfAValidUser_countAtInfoToo() {
        // Below half of MaxAuthTries sshd says no more than this of a valid user's answers.
        List<String> lines = List.of(
                "error: PAM: Authentication failure for root from 192.0.2.7",
                "error: PAM: Authentication failure for root from 192.0.2.7",
                "error: PAM: Authentication failure for root from 192.0.2.7",
                "Failed keyboard-interactive/pam for root" + AT,
                "Connection closed by authenticating user root" + CLOSED);
        assertEquals(3, refused("vm", 1, lines));
    }

    @Test
    void nameThatIsOnlyAsked_countsOnce() {
        assertEquals(
                1,
                refused(
                        "vm",
                        1,
                        List.of(
                                "Invalid user x from 192.0.2.7 port 50022",
                                "Connection closed by invalid user x" + CLOSED)));
    }

    @Test
    void keysBeforeTheRightOne_countNothing() {
        assertEquals(
                0,
                refused(
                        "vm",
                        1,
                        List.of(
                                SshdLines.key("bob"),
                                SshdLines.key("bob"),
                                "Accepted publickey for bob" + AT + ": ED25519 SHA256:c")));
    }

    @Test
    void keysBeforePasswords_leaveThePasswords() {
        assertEquals(
                2,
                refused(
                        "vm",
                        1,
                        List.of(
                                SshdLines.key("bob"),
                                SshdLines.key("bob"),
                                "Failed password for bob" + AT,
                                "Failed password for bob" + AT,
                                "Connection closed by authenticating user bob" + CLOSED)));
    }

    @Test
    void keysAndNoLogin_makeTheEndARefusedLogin() {
        refused(
                "vm",
                1,
                List.of(SshdLines.key("bob"), SshdLines.key("bob"), "Connection closed by 192.0.2.7 [preauth]"));
        assertEquals("offers-refused", view.pattern());
        assertEquals(2, view.count());
        assertEquals("bob", view.get(Field.USER));
        assertEquals("192.0.2.7", view.get(Field.SOURCE));
        assertEquals("key-rejected", view.get(Field.REASON));
    }

    @Test
    void tooManyKeys_countAtTheLineThatSaysSo() {
        List<String> lines = new ArrayList<>(Collections.nCopies(6, SshdLines.key("bob")));
        lines.add("error: maximum authentication attempts exceeded for bob" + AT + " [preauth]");
        lines.add(
                "Disconnecting authenticating user bob 192.0.2.7 port 50022: Too many authentication failures [preauth]");
        assertEquals(6, refused("vm", 1, lines));
        assertEquals(1, refused("vm", 2, lines.subList(6, 8)), "without a word of the keys");
    }

    @Test
    void rightPasswordOfRefusedRoot_countsOnce() {
        List<String> lines = List.of(
                "ROOT LOGIN REFUSED FROM 192.0.2.7 port 50022",
                "Failed password for root" + AT,
                "ROOT LOGIN REFUSED FROM 192.0.2.7 port 50022 [preauth]");
        List<String> twice = new ArrayList<>(lines);
        twice.addAll(lines);
        assertEquals(1, refused("vm", 1, lines));
        assertEquals(2, refused("vm", 2, twice));
        assertEquals(
                1,
                refused(
                        "vm",
                        3,
                        List.of(lines.get(0), lines.get(2), "Connection closed by authenticating user root" + CLOSED)));
    }

    @Test
    void accountThatPamRefuses_countsOnce() {
        assertEquals(
                1,
                refused(
                        "vm",
                        1,
                        List.of(
                                "pam_unix(sshd:account): account bob has expired (account expired)",
                                "Failed password for bob" + AT,
                                "fatal: Access denied for user bob by PAM account configuration [preauth]")));
        assertEquals(
                1,
                refused("vm", 2, List.of("fatal: Access denied for user bob by PAM account configuration [preauth]")));
    }

    @Test
    void nameThatIsNotAllowed_countsItsTries() {
        assertEquals(
                2,
                refused(
                        "vm",
                        1,
                        List.of(
                                "User bob from 192.0.2.7 not allowed because not listed in AllowUsers",
                                "Failed password for invalid user bob" + AT,
                                "message repeated 1 times: [ Failed password for invalid user bob" + AT + "]")));
    }

    @Test
    void repeats_countAsManyTimes() {
        assertEquals(
                6,
                refused(
                        "vm",
                        1,
                        List.of(
                                "Invalid user x from 192.0.2.7 port 50022",
                                "message repeated 6 times: [ Failed password for invalid user x" + AT + "]")));
    }

    @Test
    void connectionsThatMix_areKeptApart() {
        long seed = 20261123;
        Random random = new Random(seed);
        List<List<String>> connections = new ArrayList<>();
        int expected = 0;
        for (int i = 0; i < 200; i++) {
            String method = List.of("password", "answer", "key").get(random.nextInt(3));
            int tries = 1 + random.nextInt(6);
            connections.add(
                    new ArrayList<>(SshdLines.connection(method, method.equals("key") || random.nextBoolean(), tries)));
            expected += tries;
        }
        int counted = 0;
        while (connections.stream().anyMatch(lines -> !lines.isEmpty())) {
            int pid = random.nextInt(connections.size());
            if (!connections.get(pid).isEmpty()) {
                counted += refused(
                        "host" + pid % 3, pid / 3, List.of(connections.get(pid).remove(0)));
            }
        }
        assertEquals(expected, counted, "seed " + seed);
    }

    @Test
    void pidThatComesAgain_isAnotherConnection() {
        refused("vm", 1, List.of("Invalid user x from 192.0.2.7 port 50022"));
        assertEquals(1, refused("vm", 1, List.of("Failed password for bob" + AT)));
        refused("vm", 2, List.of(SshdLines.key("bob"), SshdLines.key("bob")));
        assertEquals(
                0,
                refused(
                        "vm",
                        2,
                        List.of(
                                "Connection from 192.0.2.7 port 50022",
                                "Connection closed by authenticating user eve" + CLOSED)));
    }

    @Test
    void moreConnectionsThanTheLimit_forgetTheOldest() {
        for (int pid = 0; pid < 4 * Attempts.CONNECTIONS_MAX; pid++) {
            refused("vm", pid, List.of("Invalid user x from 192.0.2.7 port 50022"));
        }
        assertEquals(1, refused("vm", 0, List.of("Failed password for invalid user x" + AT)), "forgotten");
        assertEquals(
                0, refused("vm", 4 * Attempts.CONNECTIONS_MAX - 1, List.of("Failed password for invalid user x" + AT)));
    }

    private int refused(String host, int pid, List<String> lines) {
        int refused = 0;
        for (String line : lines) {
            SyslogMessage message = TestMessages.of("Nov 23 05:03:27 " + host + " sshd-session[" + pid + "]: " + line);
            recognisers.recognise(message, view);
            assertTrue(!view.pattern().isEmpty(), line);
            attempts.weigh(message, view);
            refused += view.action() == AuthAction.LOGIN && view.outcome() == Outcome.FAILURE ? view.count() : 0;
        }
        return refused;
    }
}
