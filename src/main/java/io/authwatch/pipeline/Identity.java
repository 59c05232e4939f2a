package io.authwatch.pipeline;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Origin;

/**
 * Which host a message belongs to: the name that the sender's certificate proves; else the HOSTNAME of the message, or
 * the sender's address where HOSTNAME is not to be believed; with neither, the sender's address.
 */
public enum Identity {
    /** Believe HOSTNAME: right behind relays, and as honest as the senders are. */
    HEADER,
    /** Believe the sender's address only: right where every host sends for itself. */
    PEER;

    /** Whether the name stands in the message, so that it must be read from there. */
    boolean inMessage(Origin origin, SyslogMessage message) {
        return this == HEADER && origin.certificateName() == null && message.hostTo() > message.hostFrom();
    }

    /** The name, wherever it stands. */
    String host(Origin origin, SyslogMessage message) {
        String named = inMessage(origin, message) ? message.host() : null;
        return named == null ? beside(origin) : named;
    }

    /** The name where it does not stand in the message. */
    static String beside(Origin origin) {
        String certificateName = origin.certificateName();
        return certificateName != null ? certificateName : origin.hostOtherwise();
    }
}
