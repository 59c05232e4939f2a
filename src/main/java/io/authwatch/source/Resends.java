package io.authwatch.source;

import io.authwatch.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What RELP senders sent lately, so that what one sends again after a broken connection counts once: a sender cannot
 * tell whether its message was lost or our answer. Bounded; any thread.
 *
 * <pre>
 *   sender      a b c d e ✂            c d e f g
 *   answered    a b                    c d e f g
 *   decided     a b c d e              └known┘ f g
 * </pre>
 *
 * <p>Compared are the first messages of a connection, with those of connections of the same sender that broke, or that
 * said nothing for so long that they must have; one that was ended in order is forgotten. Each remembered message is
 * used up by the first that is like it: a message that is really sent twice counts twice.
 */
public final class Resends {
    /** Messages of a new connection that are compared: twice the 128 that librelp's window holds. */
    static final int COMPARED_MAX = 256;
    /** Messages of one connection that are remembered, at least the latest half of them. */
    static final int REMEMBERED_MAX = 512;
    /** Broken connections of one sender: as many as may send through one NAT and break at once. */
    static final int BROKEN_OF_SENDER_MAX = 32;
    /** Broken connections in all; each remembers 4 KiB at most. */
    static final int BROKEN_MAX = 8_192;
    /** Before a sender opens a new connection beside one that it takes for dead, it waits for answers: 30 s and more. */
    static final Duration SILENT = Duration.ofSeconds(20);

    /** What a start reads of the ledger may all be of one sender. */
    private static final int RESTORED_MAX = 16_384;

    private final LongSupplier nanos;
    private final Map<String, List<Trail>> senders = new HashMap<>();
    /** The broken ones with their senders, the eldest first. */
    private final Map<Trail, String> broken = new LinkedHashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param nanos steady nanoseconds
     */
    public Resends(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A message of a sender was taken before this process began, in whatever connection; newest last. */
    public synchronized void restore(String sender, byte[] message) {
        if (!senders.containsKey(sender)) {
            Trail before = new Trail(RESTORED_MAX);
            begin(sender, before);
            broke(sender, before);
        }
        List<Trail> trails = senders.getOrDefault(sender, List.of());
        trails.forEach(trail -> trail.add(digest(message, 0, message.length)));
    }

    /** A connection of a sender begins. */
    Connection connection(String sender) {
        return new Connection(sender);
    }

    private synchronized void begin(String sender, Trail trail) {
        senders.computeIfAbsent(sender, s -> new ArrayList<>()).add(trail);
    }

    private synchronized void broke(String sender, Trail trail) {
        trail.broke();
        broken.put(trail, sender);
        List<Trail> ofSender = senders.getOrDefault(sender, List.of()).stream()
                .filter(Trail::isBroken)
                .toList();
        if (ofSender.size() > BROKEN_OF_SENDER_MAX) {
            forget(sender, ofSender.get(0));
        }
        if (broken.size() > BROKEN_MAX) {
            Map.Entry<Trail, String> eldest = broken.entrySet().iterator().next();
            forget(eldest.getValue(), eldest.getKey());
        }
    }

    private synchronized void forget(String sender, Trail trail) {
        broken.remove(trail);
        List<Trail> trails = senders.get(sender);
        if (trails != null && trails.remove(trail) && trails.isEmpty()) {
            senders.remove(sender);
        }
    }

    private synchronized boolean use(String sender, Trail own, long digest) {
        long now = nanos.getAsLong();
        List<Trail> trails = senders.getOrDefault(sender, List.of());
        for (Trail trail : trails) {
            boolean open = trail == own || !(trail.isBroken() || now - trail.heard() >= SILENT.toNanos());
            if (!open && trail.use(digest)) {
                if (trail.isBroken() && trail.isEmpty()) {
                    forget(sender, trail);
                }
                return true;
            }
        }
        return false;
    }

    /** What one connection sends. It belongs to the connection's loop. */
    final class Connection {
        private final String sender;
        private final Trail trail = new Trail(REMEMBERED_MAX);
        private int compared;

        private Connection(String sender) {
            this.sender = sender;
        }

        /** Whether its next message is compared with what came before. */
        boolean mayRepeat() {
            return compared < COMPARED_MAX;
        }

        /** Takes its next message; answers whether it came before. */
        boolean isRepeated(byte[] array, int from, int to) {
            long digest = digest(array, from, to);
            if (compared == 0) {
                begin(sender, trail);
            }
            boolean repeated = mayRepeat() && use(sender, trail, digest);
            compared = Math.min(COMPARED_MAX, compared + 1);
            trail.heard(nanos.getAsLong());
            trail.add(digest);
            return repeated;
        }

        /** It is over; {@code inOrder} if its sender said so, and will send nothing of it again. */
        void end(boolean inOrder) {
            if (inOrder || compared == 0) {
                forget(sender, trail);
            } else {
                broke(sender, trail);
            }
        }
    }

    /**
     * FNV-1a of 64 bits (draft-eastlake-fnv), the length mixed in: who makes two alike fools but himself. It is taken of
     * the message as the ledger keeps it, in which octets that are no UTF-8 are written out.
     */
    static long digest(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            if (array[i] < 0) {
                byte[] kept = new Octets().over(array, from, to).string().getBytes(StandardCharsets.UTF_8);
                return hash(kept, 0, kept.length);
            }
        }
        return hash(array, from, to);
    }

    private static long hash(byte[] array, int from, int to) {
        long hash = 0xcbf29ce484222325L ^ (to - from);
        for (int i = from; i < to; i++) {
            hash = (hash ^ (array[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
