package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.syslog.SyslogParser;
import java.nio.charset.StandardCharsets;

/** Lines as the service itself reads them: what the parser makes of a tag is part of what a recogniser sees. */
final class ParsedLines {
    private static final SyslogParser PARSER = new SyslogParser();

    private ParsedLines() {}

    static SyslogMessage of(String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        SyslogMessage message = new SyslogMessage();
        PARSER.parse(octets, 0, octets.length, false, message);
        return message;
    }
}
