package io.authwatch.rule.logcheck;

import io.authwatch.auth.AuthEvent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as a line of a log file, which is what logcheck's rules are about. A message whose header is already that of
 * a file, which rsyslog's forward templates see to, is taken as it came, without its PRI; any other is written as
 * RSYSLOG_TraditionalFileFormat would:
 *
 * <pre>
 *   &lt;38&gt;Nov 23 03:27:13 vm sudo:    alice : …               Nov 23 03:27:13 vm sudo:    alice : …
 *   &lt;38&gt;1 2026-11-23T03:27:13Z vm sshd 9 - - Failed …      Nov 23 03:27:13 vm sshd[9]: Failed …
 *   sshd[9]: Failed …                                        Nov 23 03:27:13 vm sshd[9]: Failed …
 * </pre>
 *
 * <p>Octets that are not UTF-8 are matched as people see them, {@code \xNN}.
 */
final class LogLine {
    private static final DateTimeFormatter BSD_STAMP = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss ", Locale.ROOT);
    private static final int PRI_CHARS_MAX = 5;
    /** RFC 5424 section 6: VERSION, TIMESTAMP, HOSTNAME, APP-NAME, PROCID. */
    private static final Pattern RFC_5424 = Pattern.compile("1 \\S+ \\S+ (\\S+) (\\S+) ");

    private final byte[] octets;
    private final int stampOctets;
    private final int restFrom;

    private LogLine(byte[] octets) {
        this.octets = octets;
        this.stampOctets = Header.stampOctets(octets);
        this.restFrom = stampOctets == 0 ? -1 : Header.restFrom(octets, stampOctets);
    }

    /** A line as it is. */
    static LogLine of(String line) {
        return new LogLine(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The line of an event; null if it is more than one line, which logcheck would not see as a whole. */
    static @Nullable LogLine of(AuthEvent event) {
        String frame = frame(event.original());
        if (frame.indexOf('\n') >= 0) {
            return null;
        }
        LogLine asItCame = of(frame);
        return asItCame.restFrom >= 0 ? asItCame : of(stamp(event) + event.host() + " " + tagged(event, frame));
    }

    /** Without PRI, and without the LF, CR and NUL at its end. */
    private static String frame(String original) {
        int to = original.length();
        while (to > 0
                && (original.charAt(to - 1) == '\n'
                        || original.charAt(to - 1) == '\r'
                        || original.charAt(to - 1) == 0)) {
            to--;
        }
        int close = original.startsWith("<") ? original.indexOf('>') : -1;
        return original.substring(close > 0 && close < PRI_CHARS_MAX && close < to ? close + 1 : 0, to);
    }

    private static String stamp(AuthEvent event) {
        return BSD_STAMP.format(LocalDateTime.ofInstant(event.at(), ZoneOffset.UTC));
    }

    /** The TAG and the text. */
    private static String tagged(AuthEvent event, String frame) {
        Matcher header = RFC_5424.matcher(frame);
        if (header.lookingAt()) {
            String pid = header.group(2);
            return header.group(1) + (pid.equals("-") ? "" : "[" + pid + "]") + ": " + event.message();
        }
        String before = frame.endsWith(event.message())
                ? frame.substring(0, frame.length() - event.message().length()).stripTrailing()
                : "";
        boolean tagged = event.program() != null && !before.isEmpty();
        return tagged ? frame.substring(before.lastIndexOf(' ') + 1) : event.message();
    }

    byte[] octets() {
        return octets;
    }

    /** Where the text begins that follows the header; -1 if the header is none that {@code header} allows. */
    int restFrom(Header header) {
        return header.allows(stampOctets) ? restFrom : -1;
    }
}
