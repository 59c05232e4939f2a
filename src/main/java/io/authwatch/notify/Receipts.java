package io.authwatch.notify;

import io.authwatch.rule.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The emergencies that ring, and what is still to be stopped.
 *
 * <pre>
 *   accepted ──15 s──▶ poll ──it rings──60 s──▶ poll … ──▶ seen │ expired │ unknown
 *                                                              │
 *   another one of the same alert rings ── cancel by tag ◀─────┘ and when nobody needs it any more
 * </pre>
 *
 * <p>One errand at a time, and 5 s at least between the end of one and the next. What rings is in the ledger as a sent
 * row with a receipt; what is to be stopped is a cell until it is done.
 */
final class Receipts {
    /** The least time between two polls (pushover.net/api/receipts: "no faster than once every 5 seconds"). */
    static final Duration SPACING = Duration.ofSeconds(5);
    /** How long after its acceptance an emergency is first asked about. */
    static final Duration FIRST_POLL = Duration.ofSeconds(15);
    /** How often after that. */
    static final Duration POLL_EVERY = Duration.ofSeconds(60);
    /** The oldest so many are asked about. */
    static final int POLLED_MAX = 50;

    private static final String UNWANTED = "it was on its way when nobody needed it any more";

    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Cancellations cancellations = new Cancellations();
    /** Those in flight that nobody needs any more. */
    private final Set<String> withdrawn = new HashSet<>();

    private boolean busy;
    private boolean recovered;
    private @Nullable Instant ended;

    /** What rings, and when it is asked about next. */
    private record Open(Notification row, Instant due) {}

    /** These are in flight, and nobody needs them any more. */
    void withdraw(List<String> ids) {
        withdrawn.addAll(ids);
    }

    /** An attempt ended with this row: an accepted emergency rings, and what nobody needs any more is at its end. */
    Notification landed(Notification row, Instant now) {
        boolean unwanted = withdrawn.remove(row.id());
        boolean accepted = row.state() == NotificationState.SENT && row.receipt() != null;
        boolean rings = accepted && row.priority() == Priority.EMERGENCY;
        if (unwanted && rings) {
            cancellations.add(row.alert(), now);
        }
        if (unwanted && (rings || row.state() == NotificationState.PENDING)) {
            return row.ended(NotificationState.CANCELLED, UNWANTED);
        }
        if (rings) {
            open.put(row.id(), new Open(row, now.plus(FIRST_POLL)));
        }
        return row;
    }

    /** Takes a row that an earlier run left ringing, and may have asked about just before its end. */
    void recovered(Notification row) {
        open.put(row.id(), new Open(row, Instant.EPOCH));
        recovered = true;
    }

    /** What is to be asked or stopped now, or null. Having answered, it is null until the report is in. */
    @Nullable
    Errand errand(Instant now) {
        if (recovered) {
            recovered = false;
            ended = now;
        }
        if (busy || tooSoon(now)) {
            return null;
        }
        Errand cancel = cancellations.next(now);
        Errand next = cancel != null ? cancel : poll(now);
        busy = next != null;
        return next;
    }

    private boolean tooSoon(Instant now) {
        Instant last = ended;
        return last != null && !now.isBefore(last) && now.isBefore(last.plus(SPACING));
    }

    private @Nullable Errand poll(Instant now) {
        return open.values().stream()
                .limit(POLLED_MAX)
                .filter(ringing -> due(ringing.due(), now))
                .min(Comparator.comparing(Open::due))
                .map(ringing -> new Errand.Poll(
                        ringing.row().id(), String.valueOf(ringing.row().receipt())))
                .orElse(null);
    }

    /** A time further ahead was set by another clock. */
    private static boolean due(Instant due, Instant now) {
        return !due.isAfter(now) || due.isAfter(now.plus(POLL_EVERY));
    }

    /** When {@link #errand} may have something, or null. */
    @Nullable
    Instant nextDue() {
        if (busy) {
            return null;
        }
        Instant next = cancellations.nextDue();
        int polled = 0;
        for (Open ringing : open.values()) {
            if (polled++ == POLLED_MAX) {
                break;
            }
            next = earlier(next, ringing.due());
        }
        Instant last = ended;
        return next != null && last != null && next.isBefore(last.plus(SPACING)) ? last.plus(SPACING) : next;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    /** An errand ended; answers the row that it changed, or null. */
    @Nullable
    Notification answered(Errand.Report report, Instant now) {
        busy = false;
        ended = now;
        if (report instanceof Errand.Report.Cancelled cancelled) {
            cancellations.ended(cancelled.alert(), cancelled.done(), now);
            return null;
        }
        Errand.Report.Polled polled = (Errand.Report.Polled) report;
        return polled(polled.notification(), polled.answer(), now);
    }

    private @Nullable Notification polled(String id, ReceiptAnswer answer, Instant now) {
        Open ringing = open.get(id);
        if (ringing == null) {
            return null;
        }
        Notification row = ended(ringing.row(), answer);
        if (row == null) {
            open.put(id, new Open(ringing.row(), now.plus(POLL_EVERY)));
        } else {
            open.remove(id);
        }
        if (row != null && row.state() == NotificationState.ACKNOWLEDGED) {
            // One that a crash repeated rings too, and nobody here knows its receipt.
            cancellations.add(row.alert(), now);
        }
        return row;
    }

    private static @Nullable Notification ended(Notification row, ReceiptAnswer answer) {
        if (answer instanceof ReceiptAnswer.Seen seen) {
            return row.acknowledged(seen.acknowledgement());
        }
        if (answer instanceof ReceiptAnswer.Expired) {
            return row.ended(NotificationState.EXPIRED, "nobody acknowledged it");
        }
        return answer instanceof ReceiptAnswer.Unknown unknown
                ? row.ended(NotificationState.EXPIRED, "nobody is known to have acknowledged it: " + unknown.detail())
                : null;
    }

    /** Stops and takes out what rings for these alerts. */
    List<Notification> stop(Set<String> alerts, Instant now) {
        List<Notification> removed = open.values().stream()
                .map(Open::row)
                .filter(row -> alerts.contains(row.alert()))
                .toList();
        for (Notification row : removed) {
            open.remove(row.id());
            cancellations.add(row.alert(), now);
        }
        return removed;
    }

    /** The alerts of those that ring and are such. */
    Set<String> alerts(Predicate<Notification> such) {
        return open.values().stream()
                .map(Open::row)
                .filter(such)
                .map(Notification::alert)
                .collect(Collectors.toSet());
    }

    /** How many ring. */
    int size() {
        return open.size();
    }

    Cancellations cancellations() {
        return cancellations;
    }
}
