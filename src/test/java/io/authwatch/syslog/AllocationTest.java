package io.authwatch.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.authwatch.testkit.Frames;
import io.authwatch.wire.FrameSink;
import io.authwatch.wire.StreamDecoder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Decoding and parsing make no objects: what a message costs is its octets. */
class AllocationTest {
    private static final int MESSAGES = 10_000;
    private final SyslogParser parser = new SyslogParser();
    private final SyslogMessage message = new SyslogMessage();
    private int parsed;

    @Test
    void messages_inReadsThatCutThemAnywhere_costNoAllocation() {
        String line =
                "Nov 23 03:27:13 vm sshd[1234]: Failed password for invalid user admin from 192.0.2.7 port 51413 ssh2";
        String modern = "<38>1 2026-11-23T03:27:13.428965+00:00 vm sshd 1234 - [x@1 y=\"z\"] Connection closed";
        String stream = "<38>" + line + "\n" + modern.length() + " " + modern + "<13>This is a message!\n";
        byte[] octets = Frames.octets(stream.repeat(50));
        StreamDecoder decoder = new StreamDecoder(65_536);
        FrameSink sink = (array, from, to, cut) -> {
            parser.parse(array, from, to, cut, message);
            parsed++;
        };
        feed(decoder, octets, sink, MESSAGES);
        parsed = 0;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled());
        // The first question allocates, so it is asked once for nothing.
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        feed(decoder, octets, sink, MESSAGES);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(parsed >= MESSAGES, "messages came: " + parsed);
        assertEquals(0, allocated / parsed, "octets allocated a message, of " + allocated);
    }

    private void feed(StreamDecoder decoder, byte[] octets, FrameSink sink, int messages) {
        int until = parsed + messages;
        while (parsed < until) {
            for (int at = 0; at < octets.length; at += 997) {
                decoder.feed(octets, at, Math.min(octets.length, at + 997), sink);
            }
        }
    }
}
