package io.authwatch.syslog;

/** What a sender did against the RFCs, and we tolerated. A defect never costs a message. */
public enum Defect {
    /** No PRI at all: normal in files (RFC 3164 section 4.3.3 would read 13, user.notice). */
    PRI_MISSING,
    /** Something like a PRI that is none: above 191, leading zeros, no closing angle. */
    PRI_INVALID,
    /** No timestamp that could be read. */
    TIMESTAMP_MISSING,
    /** No host name. */
    HOST_MISSING,
    /** No program name (TAG, APP-NAME). */
    PROGRAM_MISSING,
    /** STRUCTURED-DATA that is none; what follows the header is kept as text. */
    STRUCTURED_DATA_INVALID,
    /** The frame was longer than the limit and its end is gone. */
    CUT,
    /** An octet count inside a frame that is delimited otherwise, such as a datagram; it is not part of the message. */
    UNEXPECTED_FRAMING,
    /** Marked as compressed by rsyslog, and not to be inflated; kept as it came. */
    COMPRESSION_INVALID,
    /** Nothing but text: neither RFC 3164 nor RFC 5424. */
    UNSTRUCTURED
}
