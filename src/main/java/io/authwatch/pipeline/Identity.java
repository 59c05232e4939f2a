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

    /**
     * Whether HOSTNAME is another name than the one that the sender's certificate proves; a short name and the whole one
     * are the same.
     */
    static boolean contradicts(Origin origin, SyslogMessage message) {
        String proven = origin.certificateName();
        int length = message.hostTo() - message.hostFrom();
        if (proven == null || length <= 0) {
            return false;
        }
        int same = 0;
        while (same < Math.min(length, proven.length())
                && lower(message.octets().at(message.hostFrom() + same)) == lower(proven.charAt(same))) {
            same++;
        }
        boolean wholeClaim = same == length && (same == proven.length() || proven.charAt(same) == '.');
        boolean wholeProof =
                same == proven.length() && same < length && message.octets().at(message.hostFrom() + same) == '.';
        return !wholeClaim && !wholeProof;
    }

    private static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
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
