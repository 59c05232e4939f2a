package io.authwatch.source;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one listener keep of frames that are not whole: a thousand slow senders of long frames must not
 * fill the heap. One thread.
 */
final class Unfinished {
    private final long octetsMax;
    private final Map<TcpConnection, Integer> kept = new HashMap<>();
    private long octets;

    Unfinished(long octetsMax) {
        this.octetsMax = octetsMax;
    }

    /**
     * A connection keeps so many octets now.
     *
     * @return one that is to be closed for the sake of the others, whose octets count no more; or null
     */
    @Nullable
    TcpConnection note(TcpConnection connection, int now) {
        Integer before = now > 0 ? kept.put(connection, now) : kept.remove(connection);
        octets += now - (before == null ? 0 : before);
        return octets <= octetsMax ? null : forgetGreatest();
    }

    private @Nullable TcpConnection forgetGreatest() {
        TcpConnection greatest = null;
        int most = 0;
        for (Map.Entry<TcpConnection, Integer> entry : kept.entrySet()) {
            if (entry.getValue() > most) {
                greatest = entry.getKey();
                most = entry.getValue();
            }
        }
        if (greatest != null) {
            kept.remove(greatest);
            octets -= most;
        }
        return greatest;
    }
}
