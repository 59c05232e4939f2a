package io.authwatch.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a stream's first octets that it is not syslog, so that its sender learns why it is not heard. */
final class StreamStart {
    private record Greeting(byte[] octets, Verdict verdict) {
        static Greeting of(String text) {
            return new Greeting(Octets.literal(text), Verdict.NOT_SYSLOG);
        }

        static Greeting of(Verdict verdict, int first, int second) {
            return new Greeting(new byte[] {(byte) first, (byte) second}, verdict);
        }
    }

    private static final List<Greeting> GREETINGS = List.of(
            Greeting.of(Verdict.TLS, 0x16, 0x03),
            // The four headers that zlib writes with its largest window, levels 0 to 9 (RFC 1950 section 2.2).
            Greeting.of(Verdict.COMPRESSED, 0x78, 0x01),
            Greeting.of(Verdict.COMPRESSED, 0x78, 0x5e),
            Greeting.of(Verdict.COMPRESSED, 0x78, 0x9c),
            Greeting.of(Verdict.COMPRESSED, 0x78, 0xda),
            // RELP's first command; then the request lines of HTTP/1.1 and HTTP/2 (RFC 9112, RFC 9113).
            Greeting.of("1 open "),
            Greeting.of("GET /"),
            Greeting.of("HEAD /"),
            Greeting.of("POST /"),
            Greeting.of("PUT /"),
            Greeting.of("OPTIONS "),
            Greeting.of("PRI * HTTP/2"),
            // Both versions of the PROXY protocol (haproxy, doc/proxy-protocol.txt sections 2.1 and 2.2).
            new Greeting(Octets.literal("PROXY TCP"), Verdict.PROXY),
            new Greeting(Octets.literal("PROXY UNKNOWN"), Verdict.PROXY),
            new Greeting(Octets.literal("\r\n\r\n\0\r\nQUIT\n"), Verdict.PROXY));

    private StreamStart() {}

    /** What a stream is that begins with {@code array[from..to)}; null while these octets do not tell. */
    static @Nullable Verdict of(byte[] array, int from, int to) {
        boolean undecided = false;
        for (Greeting greeting : GREETINGS) {
            int same = sameOctets(greeting.octets, array, from, to);
            if (same == greeting.octets.length) {
                return greeting.verdict;
            }
            undecided |= same == to - from;
        }
        return undecided ? null : Verdict.GO_ON;
    }

    private static int sameOctets(byte[] octets, byte[] array, int from, int to) {
        int same = 0;
        while (same < octets.length && from + same < to && array[from + same] == octets[same]) {
            same++;
        }
        return same;
    }
}
