package io.authwatch.syslog;

import java.nio.charset.StandardCharsets;

/**
 * Lays a {@link SyslogMessage} over a line for tests of recognisers, without the parser: {@code Mmm dd hh:mm:ss} or an
 * ISO stamp, host, {@code tag[pid]:}, text. Not the parser's equal, and meant for well-formed headers alone.
 */
public final class TestMessages {
    private TestMessages() {}

    /** The message of one line. */
    public static SyslogMessage of(String line) {
        return of(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The message of the octets of one line. */
    public static SyslogMessage of(byte[] line) {
        SyslogMessage message = new SyslogMessage().over(line, 0, line.length);
        message.stampTo = Character.isDigit(line[0]) ? next(line, 0) : 15;
        message.hostFrom = Math.min(message.stampTo + 1, line.length);
        message.hostTo = next(line, message.hostFrom);
        message.programFrom = Math.min(message.hostTo + 1, line.length);
        return tagged(message, line);
    }

    /** The message of a program and a text. */
    public static SyslogMessage of(String program, byte[] text) {
        byte[] head = ("Nov 23 05:03:27 vm " + program + "[4242]: ").getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[head.length + text.length];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(text, 0, line, head.length, text.length);
        return of(line);
    }

    private static SyslogMessage tagged(SyslogMessage message, byte[] line) {
        int tagEnd = next(line, message.programFrom);
        int colon = tagEnd - 1;
        message.programTo = colon;
        if (colon > 0 && line[colon - 1] == ']') {
            int bracket = message.octets().lastIndexOf('[', message.programFrom, colon);
            message.programTo = bracket < 0 ? colon : bracket;
            message.pidFrom = bracket + 1;
            message.pidTo = bracket < 0 ? message.pidFrom : colon - 1;
        }
        message.textFrom = tagEnd;
        while (message.textFrom < line.length && line[message.textFrom] == ' ') {
            message.textFrom++;
        }
        message.textTo = line.length;
        return message;
    }

    private static int next(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] != ' ') {
            at++;
        }
        return at;
    }
}
