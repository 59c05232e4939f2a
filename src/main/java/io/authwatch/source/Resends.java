package io.authwatch.source;

import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What RELP senders sent lately, so that what one sends again after a broken connection, or after an end of this
 * process, counts once: a sender cannot tell whether its message was lost or our answer. Bounded; any thread.
 *
 * <p>A sender that comes again sends first, and in order, all that it has read no answer for, and only then what is new
 * (librelp, relpSessTryReestablish). Of a session we have, in order, all that we took. So the beginning of a new session
 * is the end of an earlier one, if it is none of it new: {@link Retelling} follows it, and from the first message on
 * that does not fit, or once it came to that end, everything is new, also what has the same words. Two lines alike are
 * two messages, and a message that a sender has twice, because it was sent twice, comes again twice.
 *
 * <p>Sessions are remembered one by one. One sender may have several, such as rsyslog with a disk-assisted queue: one
 * for what is in memory, one for what is on disk; and librelp reads its answers only when it sends. So what comes again
 * may be old by any measure but that of its own session.
 *
 * <p>That a message is itself is plain where it bears a time in microseconds ({@link MicrosecondStamp}), as all do that the
 * shipped drop-ins send. One that is remembered of any late session of its sender came before, wherever it stands now, and
 * so did one that such a session began with: {@link Beginnings}.
 *
 * <p>What is remembered is kept in the commit of its effects ({@link Connection#drain}): it holds whatever was decided,
 * and nothing else. See {@code src/adr/0007}.
 */
public final class Resends {
    /** Before a sender opens a new connection beside one that it takes for dead, it waits for answers: 30 s and more. */
    static final Duration SILENT = Duration.ofSeconds(20);

    /**
     * How many sessions are remembered that broke, each with 3 KiB at most; beyond it the eldest are forgotten.
     *
     * @param all in all, 1 and up: as many as may be open, at least, since all of them break with this process
     * @param ofSender of one sender, 1 and up
     */
    public record Limits(int all, int ofSender) {}

    /** So many of a sender's latest sessions are looked through for a message that bears its own time. */
    private static final int LATE_SESSIONS = 8;

    private final LongSupplier nanos;
    private final Limits limits;
    private final Runnable limitHit;
    private final Map<String, List<Trail>> senders = new HashMap<>();
    /** The eldest first. */
    private final Set<Trail> broken = new LinkedHashSet<>();

    private final List<StateCell> forgotten = new ArrayList<>();
    private long sessions;
    /** Counts up whenever a session begins or is forgotten. */
    private volatile long changes;

    /**
     * Remembers nothing yet.
     *
     * @param nanos steady nanoseconds
     * @param limitHit told whenever a session is forgotten because there are too many
     */
    public Resends(LongSupplier nanos, Limits limits, Runnable limitHit) {
        this.nanos = nanos;
        this.limits = limits;
        this.limitHit = limitHit;
    }

    /** Takes up what a commit kept of a session, in the order of the cells' keys; other cells are none of its business. */
    public synchronized void restore(StateCell cell) {
        Trail trail = Trail.of(cell);
        if (trail != null) {
            sessions = Math.max(sessions, trail.number() + 1);
            begin(trail);
            broke(trail);
        }
    }

    /** A connection of a sender begins. */
    Connection connection(String sender) {
        return new Connection(sender);
    }

    private synchronized Trail next(String sender) {
        Trail trail = new Trail(sessions++, sender);
        begin(trail);
        return trail;
    }

    private void begin(Trail trail) {
        senders.computeIfAbsent(trail.sender(), s -> new ArrayList<>()).add(trail);
        changes++;
    }

    private synchronized void broke(Trail trail) {
        if (trail.isRetold()) {
            forget(trail);
            return;
        }
        trail.broke();
        broken.add(trail);
        List<Trail> ofSender = senders.getOrDefault(trail.sender(), List.of()).stream()
                .filter(Trail::isBroken)
                .toList();
        if (ofSender.size() > limits.ofSender()) {
            forget(ofSender.get(0));
            limitHit.run();
        }
        if (broken.size() > limits.all()) {
            forget(broken.iterator().next());
            limitHit.run();
        }
    }

    private synchronized void forget(Trail trail) {
        remove(trail);
        StateCell cell = trail.toForget();
        if (cell != null) {
            forgotten.add(cell);
        }
    }

    private synchronized void remove(Trail trail) {
        broken.remove(trail);
        changes++;
        List<Trail> trails = senders.get(trail.sender());
        if (trails != null && trails.remove(trail) && trails.isEmpty()) {
            senders.remove(trail.sender());
        }
    }

    /** The sessions of a sender that may come again. */
    private synchronized List<Trail> earlier(String sender) {
        long now = nanos.getAsLong();
        return senders.getOrDefault(sender, List.of()).stream()
                .filter(trail -> trail.mayComeAgain(now))
                .toList();
    }

    /** The latest sessions of a sender, broken or not; the same as long as {@link #changes} says the same. */
    synchronized List<Trail> late(String sender) {
        List<Trail> all = senders.getOrDefault(sender, List.of());
        return List.copyOf(all.subList(Math.max(0, all.size() - LATE_SESSIONS), all.size()));
    }

    long changes() {
        return changes;
    }

    private synchronized void drainForgotten(List<StateCell> cells) {
        cells.addAll(forgotten);
        forgotten.clear();
    }

    /** What one connection sends. It belongs to the connection's loop. */
    final class Connection {
        private final String sender;
        private final Retelling retelling = new Retelling();
        private final List<StateCell> retold = new ArrayList<>();
        private @Nullable Trail trail;
        private final List<Trail> superseded = new ArrayList<>();
        private final LateSessions late;

        private Connection(String sender) {
            this.sender = sender;
            this.late = new LateSessions(Resends.this, sender);
        }

        /** Whether its next message may have come before. */
        boolean mayRepeat() {
            return !retelling.isOver();
        }

        /** Takes its next message; answers whether it came before. */
        boolean isRepeated(byte[] array, int from, int to) {
            long digest = digest(array, from, to);
            boolean retells = mayRepeat() && isRetold(digest);
            Trail own = trail == null ? next(sender) : trail;
            if (!superseded.isEmpty()) {
                superseded.forEach(own::inherit);
                superseded.clear();
            }
            boolean repeated = retells || (MicrosecondStamp.isIn(array, from, to) && late.hold(digest, own));
            long now = nanos.getAsLong();
            if (!repeated) {
                own.isNew(digest, now);
            }
            own.add(digest, now);
            trail = own;
            return repeated;
        }

        private boolean isRetold(long digest) {
            boolean repeated = retelling.takes(digest, trail == null ? earlier(sender) : List.of());
            if (retelling.isOver()) {
                retelling.toTheirEnd().forEach(this::supersede);
            }
            return repeated;
        }

        /** What is kept of the elder one must go in the commit that keeps this one, and not before. */
        private void supersede(Trail elder) {
            superseded.add(elder);
            elder.retold();
            if (elder.isBroken()) {
                remove(elder);
                StateCell cell = elder.toForget();
                if (cell != null) {
                    retold.add(cell);
                }
            }
        }

        /** What the commit of all that was taken so far is to keep, and to remove. */
        List<StateCell> drain() {
            List<StateCell> cells = new ArrayList<>(retold);
            retold.clear();
            drainForgotten(cells);
            StateCell own = trail == null ? null : trail.toSave();
            if (own != null) {
                cells.add(own);
            }
            return cells;
        }

        /** All that was taken is durable but the latest so many, at most. */
        void durableBut(int latest) {
            if (trail != null) {
                trail.durableBut(latest);
            }
        }

        /** It is over; {@code inOrder} if its sender said so, and will send nothing of it again. */
        void end(boolean inOrder) {
            if (trail != null && inOrder) {
                forget(trail);
            } else if (trail != null) {
                broke(trail);
            }
        }
    }

    /** FNV-1a of 64 bits (draft-eastlake-fnv), the length mixed in: who makes two alike fools but himself. */
    private static long digest(byte[] array, int from, int to) {
        long hash = 0xcbf29ce484222325L ^ (to - from);
        for (int i = from; i < to; i++) {
            hash = (hash ^ (array[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
