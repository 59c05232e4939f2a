package io.authwatch.source;

import io.authwatch.pipeline.DropReason;
import io.authwatch.pipeline.Happenings;
import io.authwatch.wire.Input;
import io.authwatch.wire.Verdict;

/** Why a stream that cannot be read is refused, for people. */
final class Refusal {
    private Refusal() {}

    /** Counts the message that a stream ended with because it was too long. */
    static void count(Verdict verdict, Input input, Happenings happenings) {
        if (verdict == Verdict.OVERSIZE) {
            happenings.received(input, 1);
            happenings.dropped(input, DropReason.OVERSIZE, 1);
        }
    }

    /** The text; {@code fault} is what the conversation says of it. */
    static String of(Verdict verdict, String fault, int frameOctetsMax) {
        return switch (verdict) {
            case OVERSIZE -> "a frame is longer than " + frameOctetsMax + " octets";
            case TLS -> "a TLS handshake came to a port without TLS: send plain, or to the TLS port";
            case COMPRESSED -> "a compressed stream is not supported: switch off stream compression";
            case PROXY -> "a PROXY header came from an address that is not in AUTHWATCH_TCP_PROXIES";
            case NOT_SYSLOG -> "another protocol's greeting came to the syslog port: RELP or HTTP";
            case NOT_RELP -> fault.isEmpty() ? "not RELP" : "not RELP: " + fault;
            case GO_ON, ENDED -> throw new IllegalArgumentException(verdict + " is no refusal");
        };
    }
}
