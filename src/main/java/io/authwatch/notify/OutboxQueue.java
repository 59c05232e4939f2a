package io.authwatch.notify;

import io.authwatch.rule.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The pending notifications, each in exactly one of three places:
 *
 * <pre>
 *  add ──▶ waiting ──its time has come──▶ ready ──take──▶ in flight ──remove──▶
 *            ▲ by time                      by rank                │
 *            └──────────────────── add, with its next time ────────┘
 * </pre>
 */
final class OutboxQueue {
    private static final Comparator<Entry> BY_AGE =
            Comparator.comparing((Entry entry) -> entry.row.created()).thenComparing(entry -> entry.number);
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparing((Entry entry) -> entry.row.notBefore()).thenComparing(entry -> entry.number);
    /** Emergencies first, then what is high, then the oldest: the notifier itself ranks none (pushover.net/api, priority). */
    private static final Comparator<Entry> BY_RANK = Comparator.comparingInt((Entry entry) ->
                    -Math.max(Priority.NORMAL.code(), entry.row.priority().code()))
            .thenComparing(BY_AGE);

    private final NavigableSet<Entry> waiting = new TreeSet<>(BY_TIME);
    private final NavigableSet<Entry> ready = new TreeSet<>(BY_RANK);
    private final Map<String, Entry> inFlight = new HashMap<>();
    private final Map<Priority, NavigableSet<Entry>> byPriority = new EnumMap<>(Priority.class);
    private long numbers;

    OutboxQueue() {
        for (Priority priority : Priority.values()) {
            byPriority.put(priority, new TreeSet<>(BY_AGE));
        }
    }

    /** A notification's place: {@code number} tells those of one instant apart. */
    private record Entry(Notification row, long number) {}

    /** Takes a notification in, and answers it. */
    Notification add(Notification row) {
        Entry entry = new Entry(row, numbers++);
        waiting.add(entry);
        peers(entry).add(entry);
        return row;
    }

    /** Makes ready what may be sent; pulls in what lies further ahead than {@code policy} ever puts it. */
    void ripen(Instant now, RetryPolicy policy) {
        for (Entry entry : tooFarAhead(now, policy)) {
            postpone(entry, now.plus(policy.longest(entry.row.reason())));
        }
        while (!waiting.isEmpty() && !waiting.first().row.notBefore().isAfter(now)) {
            Entry entry = waiting.first();
            waiting.remove(entry);
            ready.add(entry);
        }
    }

    private List<Entry> tooFarAhead(Instant now, RetryPolicy policy) {
        List<Entry> found = new ArrayList<>();
        Instant ordinary = now.plus(RetryPolicy.CEILING);
        for (Entry entry : waiting.descendingSet()) {
            Instant notBefore = entry.row.notBefore();
            if (!notBefore.isAfter(ordinary)) {
                break;
            }
            if (notBefore.isAfter(now.plus(policy.longest(entry.row.reason())))) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Frees whatever waits for the quota; its last attempt may have ended just now. */
    void quotaIsBack(Instant now) {
        Instant soon = now.plus(RetryPolicy.FLOOR);
        for (Entry entry : new ArrayList<>(waiting)) {
            if (entry.row.reason() == DeliveryReason.QUOTA
                    && entry.row.notBefore().isAfter(soon)) {
                postpone(entry, soon);
            }
        }
    }

    private void postpone(Entry entry, Instant notBefore) {
        waiting.remove(entry);
        peers(entry).remove(entry);
        Entry moved = new Entry(entry.row.at(notBefore), entry.number);
        waiting.add(moved);
        peers(moved).add(moved);
    }

    /** Takes the first that is ready into flight, or answers null. */
    @Nullable
    Notification take() {
        Entry entry = ready.pollFirst();
        if (entry == null) {
            return null;
        }
        inFlight.put(entry.row.id(), entry);
        return entry.row;
    }

    /** Removes one that is in flight, or answers null. */
    @Nullable
    Notification land(String id) {
        Entry entry = inFlight.remove(id);
        if (entry == null) {
            return null;
        }
        peers(entry).remove(entry);
        return entry.row;
    }

    /** Removes the youngest of the lowest priority below {@code priority} that is not in flight, or answers null. */
    @Nullable
    Notification evictBelow(Priority priority) {
        for (Priority lower : Priority.values()) {
            if (lower == priority) {
                return null;
            }
            for (Entry entry : peers(lower).descendingSet()) {
                if (!inFlight.containsKey(entry.row.id())) {
                    waiting.remove(entry);
                    ready.remove(entry);
                    peers(entry).remove(entry);
                    return entry.row;
                }
            }
        }
        return null;
    }

    /** Removes all of these alerts that are not in flight. */
    List<Notification> remove(Set<String> alerts) {
        List<Notification> removed = new ArrayList<>();
        for (NavigableSet<Entry> entries : byPriority.values()) {
            for (Entry entry : List.copyOf(entries)) {
                if (alerts.contains(entry.row.alert()) && !inFlight.containsKey(entry.row.id())) {
                    waiting.remove(entry);
                    ready.remove(entry);
                    entries.remove(entry);
                    removed.add(entry.row);
                }
            }
        }
        return removed;
    }

    /** The ids of those of these alerts that are in flight. */
    List<String> inFlightOf(Set<String> alerts) {
        return inFlight.values().stream()
                .filter(entry -> alerts.contains(entry.row.alert()))
                .map(entry -> entry.row.id())
                .toList();
    }

    int inFlight() {
        return inFlight.size();
    }

    int size() {
        return waiting.size() + ready.size() + inFlight.size();
    }

    /** When the earliest that is not in flight may be sent, or null. */
    @Nullable
    Instant earliest() {
        if (!ready.isEmpty()) {
            return ready.first().row.notBefore();
        }
        return waiting.isEmpty() ? null : waiting.first().row.notBefore();
    }

    /** When the oldest was decided, or null. */
    @Nullable
    Instant oldest() {
        Instant oldest = null;
        for (NavigableSet<Entry> entries : byPriority.values()) {
            if (!entries.isEmpty()) {
                Instant created = entries.first().row.created();
                oldest = oldest == null || created.isBefore(oldest) ? created : oldest;
            }
        }
        return oldest;
    }

    private NavigableSet<Entry> peers(Entry entry) {
        return peers(entry.row.priority());
    }

    private NavigableSet<Entry> peers(Priority priority) {
        return Objects.requireNonNull(byPriority.get(priority));
    }
}
