package io.authwatch.syslog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.time.ZoneOffset;

/** Any octets: no exception, sound spans, nothing lost. */
class SyslogParserFuzz {
    private final SyslogParser parser = new SyslogParser();
    private final SyslogMessage message = new SyslogMessage();

    @FuzzTest
    void anyFrame(byte[] frame) {
        parser.parse(frame, 0, frame.length, false, message);
        SyslogHostileTest.assertSound(message, frame.length);
        Timestamps.stamped(message, Instant.EPOCH, ZoneOffset.UTC);
    }
}
