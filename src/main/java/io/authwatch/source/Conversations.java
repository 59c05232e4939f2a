package io.authwatch.source;

/** Begins what is spoken on a new connection. */
public interface Conversations {

    /** Begins with a sender. Package-private in effect: only this package has conversations. */
    Conversation with(String peer, int frameOctetsMax);

    /** Syslog (RFC 6587). */
    static Conversations syslog() {
        return (peer, frameOctetsMax) -> new SyslogConversation(frameOctetsMax);
    }

    /**
     * RELP.
     *
     * @param software what we call ourselves, such as {@code authwatch,1.0}
     * @param resends what is remembered of all senders
     */
    static Conversations relp(String software, Resends resends) {
        return (peer, frameOctetsMax) -> new RelpConversation(frameOctetsMax, software, resends, peer);
    }
}
