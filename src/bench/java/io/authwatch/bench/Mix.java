package io.authwatch.bench;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * What a fleet's machines log in an ordinary hour: 21 kinds of lines with their shares of the whole, in hundredths. Of a
 * hundred lines 32 tell of a refused login ({@code Failed}, {@code Invalid user}, too many attempts), 6 of a login, 3 of a
 * sudo and 1 of a su; 6 are of programs that have nothing to do with it.
 */
enum Mix {
    UNKNOWN_USER_REFUSED(14, 86, "sshd", "Failed password for invalid user {user} from {address} port {port} ssh2"),
    REFUSED(8, 86, "sshd", "Failed password for {user} from {address} port {port} ssh2"),
    UNKNOWN_USER(8, 86, "sshd", "Invalid user {user} from {address} port {port}"),
    PAM_FAILURE(
            8,
            86,
            "sshd",
            "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={address}  user={user}"),
    CLOSED(7, 86, "sshd", "Connection closed by authenticating user {user} {address} port {port} [preauth]"),
    DISCONNECT(7, 86, "sshd", "Received disconnect from {address} port {port}:11: Bye Bye [preauth]"),
    ACCEPTED(6, 86, "sshd", "Accepted publickey for {user} from {address} port {port} ssh2: ED25519 SHA256:{key}"),
    DISCONNECTED(6, 86, "sshd", "Disconnected from invalid user {user} {address} port {port} [preauth]"),
    SESSION(5, 86, "sshd", "pam_unix(sshd:session): session opened for user {user}(uid={uid}) by (uid=0)"),
    SESSION_END(5, 86, "sshd", "pam_unix(sshd:session): session closed for user {user}"),
    CHECK_PASS(4, 86, "sshd", "pam_unix(sshd:auth): check pass; user unknown"),
    CRON_SESSION(4, 86, "CRON", "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"),
    SUDO(
            3,
            85,
            "sudo",
            "    {user} : TTY=pts/{digit} ; PWD=/home/{user} ; USER=root ; COMMAND=/usr/bin/systemctl restart job-{digit}.service"),
    LOGIND_SESSION(3, 38, "systemd-logind", "New session {number} of user {user}."),
    UNIT_STARTED(3, 30, "systemd", "Started job-{digit}.service - Worker number {number} of tenant {user}."),
    SUDO_SESSION(2, 86, "sudo", "pam_unix(sudo:session): session opened for user root(uid=0) by {user}(uid={uid})"),
    TOO_MANY(
            2,
            86,
            "sshd",
            "error: maximum authentication attempts exceeded for invalid user {user} from {address} port {port} ssh2 [preauth]"),
    MAIL(2, 22, "postfix/smtpd", "connect from unknown[{address}]"),
    SU(1, 37, "su", "(to root) {user} on pts/{digit}"),
    PROBE(1, 86, "sshd", "error: kex_exchange_identification: Connection closed by remote host"),
    KERNEL(
            1,
            4,
            "kernel",
            "[{number}.{fraction}] TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:{port}. Sending cookies.");

    private static final List<Mix> ALL = List.of(values());
    private static final int WHOLE = ALL.stream().mapToInt(kind -> kind.share).sum();

    private final int share;
    private final int pri;
    private final String program;
    private final String[] parts;
    private final Pattern pattern;

    Mix(int share, int pri, String program, String text) {
        this.share = share;
        this.pri = pri;
        this.program = program;
        this.parts = text.split("[{}]", -1);
        this.pattern = Pattern.compile(expression());
    }

    /** Some kind, each as often as its share says. */
    static Mix any(Random random) {
        int left = random.nextInt(WHOLE);
        int kind = 0;
        while (left >= ALL.get(kind).share) {
            left -= ALL.get(kind++).share;
        }
        return ALL.get(kind);
    }

    /** The pattern that reads this kind as one of a list does: anchored at both ends, what is of interest in groups. */
    Pattern pattern() {
        return pattern;
    }

    /** A line of this kind (RFC 3164), at a second of the day. */
    String line(int second, Word word) {
        StringBuilder line = new StringBuilder(160)
                .append(String.format(
                        Locale.ROOT,
                        "<%d>Nov 23 %02d:%02d:%02d %s %s[%s]: ",
                        pri,
                        second / 3600 % 24,
                        second / 60 % 60,
                        second % 60,
                        word.of("host"),
                        program,
                        word.of("pid")));
        for (int i = 0; i < parts.length; i++) {
            line.append(i % 2 == 0 ? parts[i] : word.of(parts[i]));
        }
        return line.toString();
    }

    private String expression() {
        StringBuilder expression = new StringBuilder("^");
        for (int i = 0; i < parts.length; i++) {
            expression.append(i % 2 == 0 ? Pattern.quote(literal(i)) : group(parts[i]));
        }
        return expression.append('$').toString();
    }

    /** The blanks before the text are the header's. */
    private String literal(int part) {
        return part == 0 ? parts[part].stripLeading() : parts[part];
    }

    private static String group(String slot) {
        return switch (slot) {
            case "user" -> "(.*)";
            case "address" -> "([0-9a-fA-F.:]+)";
            case "key" -> "(\\S+)";
            default -> "(\\d+)";
        };
    }
}
