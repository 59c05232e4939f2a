package io.authwatch.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.TestMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines made to hurt: as long as a frame may be, full of what a grammar looks for, cut anywhere, changed anywhere. */
class HostileLinesTest {
    private static final long SEED = 20261123;
    private static final int SAMPLES = 4000;
    private static final int LENGTH = 60 * 1024;
    /** What the design allows. */
    private static final long MOST_NANOS = 5_000_000;
    /** One reading tells of the machine as much as of the code; the least of several tells of the code. */
    private static final int READINGS = 5;
    /** A line that is above the limit in all of so many readings is above it. */
    private static final int READINGS_MAX = 50;

    private static final List<String> PREFIXES = List.of(
            "",
            "Failed password for ",
            "Failed password for invalid user ",
            "Invalid user ",
            "User ",
            "Connection closed by invalid user ",
            "error: PAM: ",
            "Disconnecting invalid user ",
            "message repeated 5 times: [ Failed password for ",
            "pam_unix(sshd:auth): authentication failure; ",
            "PAM 2 more authentication failures; ",
            "pam_",
            "bob : TTY=pts/0 ; PWD=",
            "bob : ",
            "@cee:{\"sudo\":{\"accept\":{\"submituser\":\"",
            "@cee:{\"sudo\":{\"accept\":{\"a\":",
            "(to root) ",
            "bob ran command ",
            "FAILED LOGIN 1 FROM tty1 FOR ",
            "imap-login: Disconnected (auth failed, 1 attempts): user=<",
            "Bad password attempt for '",
            "[",
            "(root) CMD (",
            "bob: Executing command [USER=root] [TTY=a] [CWD=",
            "LOGIN FAILED, user=",
            "Login failed user=",
            "badlogin: h [1.1.1.1] plaintext (",
            "FTP LOGIN FAILED FROM h(1.1.1.1), ",
            "auth: pam(",
            "auth-worker(1): conn unix:auth-worker (pid=1,uid=1): auth-worker<1>: pam(",
            "AS_REQ (4 etypes {18}) 1.1.1.1: PREAUTH_FAILED: ",
            "new account added - account=x, uid=1, gid=1, ",
            "authentication failure; (uid=0) -> ");

    private static final List<String> FILLS = List.of(
            " ",
            "x",
            " from ",
            " from 1.1.1.1 port 1 ssh2",
            " ; USER=",
            " ; USER=x ; COMMAND=",
            " ; COMMAND=",
            " rhost=",
            " user=",
            "rhost=1.1.1.1  user=",
            " as root from ",
            ": ",
            ":",
            "::",
            "1.",
            "1.1.1.1 ",
            "\\",
            "\\\\",
            "#0",
            "#012",
            "[",
            "]",
            "{",
            "{\"",
            "\"",
            "\",\"a\":\"",
            ">, method=",
            ", rip=",
            " FOR ",
            ", ",
            "'",
            "' from '",
            "\0",
            "\n",
            "\u202e",
            " port ",
            " not allowed because ",
            "(",
            ") ",
            " [preauth]",
            " [COMMAND=",
            " on ",
            " by ",
            ", ip=",
            ", ip=[1.1.1.1]",
            " host=h [1.1.1.1]",
            ",1.1.1.1,<a>): unknown user",
            ", by=1",
            ")",
            " for ");

    private final Recognisers recognisers = Recognisers.standard();

    @Test
    void longLines_areAnsweredInTimeThatGrowsWithTheirLength() {
        Random random = new Random(SEED);
        long worst = 0;
        String worstLine = "";
        for (int i = 0; i < SAMPLES; i++) {
            String program = RecognisersFuzz.PROGRAMS.get(random.nextInt(RecognisersFuzz.PROGRAMS.size()));
            String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
            String fill = FILLS.get(random.nextInt(FILLS.size()));
            byte[] text =
                    (prefix + fill.repeat((LENGTH - prefix.length()) / fill.length())).getBytes(StandardCharsets.UTF_8);
            long taken = nanos(TestMessages.of(program, text));
            if (taken > worst) {
                worst = taken;
                worstLine = program + ": " + prefix + fill;
            }
        }
        System.out.printf(
                "the slowest line of 60 KiB took %.2f ms, the least of %d readings: %s%n",
                worst / 1e6, READINGS, worstLine);
        assertTrue(worst < MOST_NANOS, worst + " ns: " + worstLine);
    }

    private long nanos(SyslogMessage message) {
        long least = Long.MAX_VALUE;
        AuthView view = new AuthView();
        Attempts attempts = new Attempts();
        for (int i = 0; i < READINGS || (i < READINGS_MAX && least >= MOST_NANOS); i++) {
            long start = System.nanoTime();
            recognisers.recognise(message, view);
            attempts.weigh(message, view);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least;
    }

    @Test
    void cutLines_neverGiveAnAddressThatTheWholeLacks() throws IOException {
        for (String line : corpus()) {
            SyslogMessage whole = TestMessages.of(line);
            RecognisersFuzz.check(recognisers, new Attempts(), whole);
            for (int end = whole.textFrom(); end < line.length(); end++) {
                RecognisersFuzz.check(recognisers, new Attempts(), TestMessages.of(line.substring(0, end)));
            }
        }
    }

    @Test
    void changedLines_areAnswered() throws IOException {
        Random random = new Random(SEED);
        List<String> lines = corpus();
        for (int i = 0; i < 60_000; i++) {
            byte[] octets = lines.get(random.nextInt(lines.size())).getBytes(StandardCharsets.UTF_8);
            int text = TestMessages.of(octets).textFrom();
            for (int changes = 1 + random.nextInt(4); changes > 0 && text < octets.length; changes--) {
                octets[text + random.nextInt(octets.length - text)] = (byte) random.nextInt(256);
            }
            try {
                RecognisersFuzz.check(recognisers, new Attempts(), TestMessages.of(octets));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + SEED + ", line " + new String(octets, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    /** The end of a line of sshd with an address, behind any name: the address is the program's. */
    @Test
    void hostileNames_neverBecomeTheAddress() {
        Random random = new Random(SEED);
        List<String> parts = List.of(
                " from ",
                "10.0.0.1",
                " port ",
                "22",
                " ssh2",
                " ",
                "invalid user ",
                "[preauth]",
                " for ",
                "root",
                "not allowed because",
                "rhost=10.0.0.1",
                "user=",
                "'",
                "\"",
                ">",
                ", rip=10.0.0.1",
                "\\n",
                "(",
                ")",
                "]",
                "Failed password for ",
                "10::1",
                "\\",
                "#012",
                "@",
                " by ",
                " on ");
        List<String> shapes = List.of(
                "sshd[1]: Failed password for %s from 192.0.2.7 port 50022 ssh2",
                "sshd[1]: Failed password for invalid user %s from 192.0.2.7 port 50022 ssh2",
                "sshd[1]: Failed publickey for %s from 192.0.2.7 port 50022 ssh2: RSA SHA256:abc",
                "sshd[1]: Failed keyboard-interactive/pam for invalid user %s from 192.0.2.7 port 50022 ssh2",
                "sshd[1]: Invalid user %s from 192.0.2.7 port 50022",
                "sshd[1]: error: PAM: Authentication failure for illegal user %s from 192.0.2.7",
                "sshd[1]: error: maximum authentication attempts exceeded for invalid user %s from 192.0.2.7 port"
                        + " 50022 ssh2 [preauth]",
                "sshd[1]: Connection closed by invalid user %s 192.0.2.7 port 50022 [preauth]",
                "sshd[1]: Disconnected from authenticating user %s 192.0.2.7 port 50022 [preauth]",
                "sshd[1]: Disconnecting invalid user %s 192.0.2.7 port 50022: Too many authentication failures"
                        + " [preauth]",
                "sshd[1]: User %s from 192.0.2.7 not allowed because not listed in AllowUsers",
                "dropbear[1]: Bad password attempt for '%s' from 192.0.2.7:50022",
                "vsftpd[1]: [%s] FAIL LOGIN: Client \"192.0.2.7\"",
                "proftpd[1]: web1 (192.0.2.7[192.0.2.7]) - USER %s (Login failed): Incorrect password.",
                "pure-ftpd: (?@192.0.2.7) [WARNING] Authentication failed for user [%s]",
                "login[1]: FAILED LOGIN 1 FROM 192.0.2.7 FOR %s, Authentication failure",
                "ftpd[1]: FTP LOGIN FAILED FROM h(192.0.2.7), %s",
                "ftpd[1]: FTP LOGIN FAILED FROM h [192.0.2.7], %s",
                "rlogind[1]: PAM authentication of '%s' from h(192.0.2.7): Authentication failure",
                "imapd: LOGIN FAILED, user=%s, ip=[192.0.2.7]",
                "pop3d: LOGIN FAILED, user=%s, ip=[192.0.2.7], port=[50022]",
                "imapd[1]: Login failed user=%s auth=z host=h [192.0.2.7]",
                "ipop3d[1]: Login failed user=%s auth=z host=[192.0.2.7]",
                "cyrus/imap[1]: badlogin: h [192.0.2.7] plaintext (%s) [SASL(-13): authentication failure]",
                "imap[1]: badlogin: [192.0.2.7] plaintext (%s) invalid user",
                "login[1]: LOGIN '%s' REFUSED  on '/dev/pts/0' from '192.0.2.7'",
                "login[1]: invalid password for '%s'  on '/dev/pts/0' from '192.0.2.7'",
                "proftpd[1]: web1 (192.0.2.7[192.0.2.7]) - USER %s: Limit access denies login",
                "krb5kdc[1]: AS_REQ (4 etypes {18}) 192.0.2.7: PREAUTH_FAILED: %s for krbtgt/A@A, Preauthentication"
                        + " failed",
                "sshd[1]: error: public key RSA-SK SHA256:a signature for invalid user %s from 192.0.2.7 port 50022"
                        + " rejected: user verification requirement not met",
                "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%s>, method=PLAIN,"
                        + " rip=192.0.2.7, lip=198.51.100.1");
        AuthView view = new AuthView();
        for (int i = 0; i < 60_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                name.append(parts.get(random.nextInt(parts.size())));
            }
            // sshd cuts a name at its first colon.
            String shape = shapes.get(random.nextInt(shapes.size()));
            String user = shape.startsWith("sshd") ? name.toString().replaceAll(":.*", "") : name.toString();
            // Blanks at the end of a line are nobody's.
            user = shape.endsWith("%s") ? user.stripTrailing() : user;
            String line = "Nov 23 05:03:27 vm " + shape.replace("%s", user);
            // Of a name that begins so sshd would say "invalid user" once more: such a name is never known.
            if (shape.contains("for %s") && user.startsWith("invalid user ")) {
                continue;
            }
            recognisers.recognise(TestMessages.of(line), view);
            assertEquals("192.0.2.7", view.get(Field.SOURCE), line + ", seed " + SEED);
            String found = view.get(Field.USER);
            assertEquals(user.isEmpty() ? null : user, found, line + ", seed " + SEED);
        }
    }

    private static List<String> corpus() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.startsWith("    "))
                        .forEach(line -> lines.add("Nov 23 05:03:27 vm " + line));
            }
        }
        return lines;
    }
}
