package io.authwatch.wire;

/** What became of a stream after a read. All but {@link #GO_ON} end it: the caller counts, says why, and closes. */
public enum Verdict {
    /** All octets were taken. */
    GO_ON,
    /** A frame is longer than the limit. Nothing of it is kept, and where the next would begin is not known. */
    OVERSIZE,
    /** A TLS handshake on a plain port: record type 22, major version 3 (RFC 8446 section 5.1). */
    TLS,
    /** A zlib stream (RFC 1950): rsyslog's {@code compression.mode="stream:always"}, which is not supported. */
    COMPRESSED,
    /** A PROXY protocol header of somebody who is no proxy of ours. */
    PROXY,
    /** Another protocol's greeting: RELP or HTTP. */
    NOT_SYSLOG,
    /** Not what RELP allows: a header that is none, a transaction out of order, a command before the session is open. */
    NOT_RELP,
    /** The sender closed its RELP session in order; what is still to be answered is answered first. */
    ENDED
}
