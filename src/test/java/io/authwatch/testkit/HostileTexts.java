package io.authwatch.testkit;

import java.util.List;

/** What a stranger can say to sshd to be read as something else: names, versions, reasons and offers. */
public final class HostileTexts {
    /** What the texts hold in the hope to be read as a source; nobody comes from there. */
    private static final String FRAMED = "203.0.113.66";

    private static final String LINE = "x from " + FRAMED + " port 22 ssh2";

    /** Names that no honest client sends: the event says so. */
    public static final List<String> ATTACKS = List.of(
            FRAMED,
            "root from " + FRAMED,
            LINE,
            "invalid user " + LINE,
            "root from " + FRAMED + " port 22 ssh2: RSA SHA256:AAAA",
            "x rhost=" + FRAMED,
            "x rhost=" + FRAMED + "  user=root",
            "x user=root",
            "x ; USER=root ; COMMAND=/bin/true",
            "COMMAND=/bin/true",
            "x [preauth]",
            "x Accepted password for root from " + FRAMED + " port 22 ssh2",
            "x\033[2J\033[1;1Hroot",
            "x\tfrom\r" + FRAMED,
            "\u202eroot\u202c",
            "x\u2066y\u2069",
            LINE + " " + "A".repeat(1024));

    /** Odd, but of nobody's harm: of those with a colon, sshd logs what stands before the colon. */
    public static final List<String> ODD = List.of(
            "2001:db8::66",
            "sshd[1]: Accepted password for root from " + FRAMED + " port 22 ssh2",
            "",
            " ",
            "alice ",
            " alice",
            "x'y",
            "x\"y",
            "{x}",
            "${jndi:ldap://x}",
            "$(reboot)",
            "`reboot`",
            "<b>x</b>",
            "C:\\n\\033[2J",
            "\\",
            "\\n\\033",
            "müller",
            "用户",
            "%s%n%x",
            "-oProxyCommand=x",
            "A".repeat(1024));

    /** Names that a test makes accounts for, so that its PAM and its sshd speak of them as of anyone. */
    public static final List<String> KNOWN = List.of(LINE.replace("ssh2", "ssh"), "x rhost=" + FRAMED + " y", FRAMED);

    public static final List<String> VERSIONS = List.of(
            LINE,
            "Failed password for root from " + FRAMED + " port 22 ssh2",
            "SSH-1.5-" + LINE,
            "SSH-2.0-" + LINE,
            "SSH-9.9-" + LINE,
            "GET / HTTP/1.1",
            "\033[2J\u202e" + FRAMED,
            "Connection from " + FRAMED + " port 22: invalid format",
            LINE + "\"",
            "A".repeat(2000));

    public static final List<String> REASONS = List.of(
            LINE,
            "11: Bye Bye from " + FRAMED + " port 22 [preauth]",
            "Bye [preauth]\nAccepted password for root from " + FRAMED + " port 22 ssh2",
            "\033[2J\u202e",
            "",
            "A".repeat(2000));

    public static final List<String> OFFERS = List.of(
            LINE, "x [preauth]", FRAMED + " port 22: no matching cipher found. Their offer: y", "A".repeat(2000));

    private HostileTexts() {}
}
