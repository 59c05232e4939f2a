package io.authwatch.source;

import java.util.List;

/** The latest sessions of a RELP sender, as one of its connections looks through them for each message. One thread. */
final class LateSessions {
    private final Resends resends;
    private final String sender;
    private List<Trail> trails = List.of();
    private long since = -1;

    LateSessions(Resends resends, String sender) {
        this.resends = resends;
        this.sender = sender;
    }

    /** Whether one of them holds this message, which {@code own} is about to take. */
    boolean hold(long digest, Trail own) {
        long now = resends.changes();
        if (since != now) {
            trails = resends.late(sender);
            since = now;
        }
        for (Trail trail : trails) {
            if (trail.holds(digest, own)) {
                return true;
            }
        }
        return false;
    }
}
