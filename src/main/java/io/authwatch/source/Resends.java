package io.authwatch.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each RELP sender sent lately and is durable, so that what it sends again after a broken connection is known: a
 * sender cannot tell whether an answer was lost or the message. Bounded; any thread.
 *
 * <pre>
 *   sender     a b c d e ✂            c d e f g
 *   answered   a b                    c d e f g
 *   decided    a b c d e              known ─┘ f g
 * </pre>
 *
 * <p>Only the first messages of a connection are compared, as many as are remembered of its sender, and each remembered
 * one is used up by the first that is like it: a message that is really sent twice counts twice.
 */
public final class Resends {
    /** What is remembered of one sender: twice the 128 that librelp's window holds. */
    static final int MESSAGES_MAX = 256;
    /** Senders that are remembered, the last heard: twice as many as there may be connections. */
    static final int SENDERS_MAX = 4_096;

    private final Map<String, Recent> senders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Recent> eldest) {
            return size() > SENDERS_MAX;
        }
    };

    /** The latest digests of one sender, in a ring. */
    private static final class Recent {
        private final long[] digests = new long[MESSAGES_MAX];
        private long count;

        void add(long digest) {
            digests[(int) (count++ % MESSAGES_MAX)] = digest;
        }

        int size() {
            return (int) Math.min(count, MESSAGES_MAX);
        }
    }

    /** A message of a sender is durable. */
    public synchronized void durable(String sender, byte[] message) {
        durable(sender, new long[] {digest(message, 0, message.length)}, 1);
    }

    /** The first {@code count} of these messages of a sender are durable, in order. */
    synchronized void durable(String sender, long[] digests, int count) {
        Recent recent = senders.computeIfAbsent(sender, s -> new Recent());
        for (int i = 0; i < count; i++) {
            recent.add(digests[i]);
        }
    }

    /** What a new connection of a sender may bring again. */
    synchronized Expected expected(String sender) {
        Recent recent = senders.get(sender);
        return recent == null ? new Expected(Map.of(), 0) : expected(recent);
    }

    private static Expected expected(Recent recent) {
        Map<Long, Integer> digests = new HashMap<>();
        for (int i = 0; i < recent.size(); i++) {
            digests.merge(recent.digests[i], 1, Integer::sum);
        }
        return new Expected(digests, recent.size());
    }

    /** What one connection may bring again; it belongs to the connection's loop. */
    static final class Expected {
        private final Map<Long, Integer> digests;
        private int left;

        private Expected(Map<Long, Integer> digests, int left) {
            this.digests = digests;
            this.left = left;
        }

        /** Whether the next message of the connection is one that came before. */
        boolean isResend(long digest) {
            if (left == 0) {
                return false;
            }
            left--;
            Integer known = digests.get(digest);
            if (known == null) {
                return false;
            }
            digests.computeIfPresent(digest, (d, count) -> count > 1 ? count - 1 : null);
            return true;
        }
    }

    /** FNV-1a of 64 bits (draft-eastlake-fnv), the length mixed in: who makes two alike fools but himself. */
    static long digest(byte[] array, int from, int to) {
        long hash = 0xcbf29ce484222325L ^ (to - from);
        for (int i = from; i < to; i++) {
            hash = (hash ^ (array[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
