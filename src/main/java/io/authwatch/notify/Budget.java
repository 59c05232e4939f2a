package io.authwatch.notify;

import io.authwatch.rule.Priority;
import io.authwatch.rule.StateCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a notification for the quota's sake:
 *
 * <pre>
 *  emergency, high ──────────────────────────────────────────────────────────▶ SEND
 *  normal ──the purse has it──▶ SEND    else ──▶ HOLD ──the purse has all──▶ SEND, each
 *                                                     └─digestEvery is over──▶ one digest a recipient, each DIGESTED
 *  low, lowest ──there is plenty──▶ SEND    else ──▶ SHOW
 * </pre>
 */
final class Budget {
    private static final String HELD = "held back so that the message quota lasts: told in a digest later";
    private static final String ONLY_SHOWN = "not sent so that the message quota lasts: only shown";
    /** How often the quota is asked for while nothing is sent: others spend it too, and asking costs none. */
    private static final Duration ASK_EVERY = Channel.ASK_EVERY;

    private final QuotaPurse purse;
    private final HeldBack held;
    /** Whether there is a quota at all. */
    private final boolean limited;

    private final boolean warns;

    private @Nullable Instant askedAt;

    Budget(QuotaSettings settings) {
        this.warns = settings.warns();
        this.limited = settings.limit() != QuotaSettings.NONE.limit();
        this.purse = new QuotaPurse(settings);
        this.held = new HeldBack(settings.digestEvery());
    }

    /** What is to be done with a notification. */
    enum Verdict {
        SEND,
        HOLD,
        SHOW
    }

    /**
     * What came of the time that passed.
     *
     * @param rows the rows to commit, those to send among them
     * @param send what is to be sent now
     */
    record Settled(List<Notification> rows, List<Notification> send) {}

    /** Decides on a notification that was just decided; {@code queued} were let through and not answered yet. */
    Verdict admit(Notification decided, int queued) {
        Instant now = decided.created();
        Priority priority = decided.priority();
        boolean digestFirst = priority == Priority.NORMAL && held.digestDue(decided, now);
        if (!limited) {
            return Verdict.SEND;
        }
        if (!digestFirst && purse.takes(priority, queued, now)) {
            return Verdict.SEND;
        }
        return priority == Priority.NORMAL ? Verdict.HOLD : Verdict.SHOW;
    }

    /** Holds a notification back; answers its row. */
    Notification hold(Notification decided) {
        Notification row = decided.heldBack(HELD);
        held.add(row);
        return row;
    }

    /** The row of a notification that is only shown. */
    static Notification show(Notification decided) {
        return decided.shown(ONLY_SHOWN);
    }

    /** Takes a row that an earlier run held back; false if there is no reason any more to hold it. */
    boolean recovered(Notification row) {
        if (limited) {
            held.add(row);
        }
        return limited;
    }

    /** Lets go of what the purse has enough for, makes a digest that is due, and tells what is to be told of the quota. */
    Settled settle(int queued, Instant now) {
        List<Notification> rows = new ArrayList<>();
        List<Notification> send = new ArrayList<>();
        if (!limited) {
            return new Settled(rows, send);
        }
        for (Notification warning : warns ? purse.warnings(now) : List.<Notification>of()) {
            purse.takes(Priority.HIGH, queued, now);
            send.add(warning);
        }
        if (held.size() > 0) {
            release(queued + send.size(), now, rows, send);
        }
        rows.addAll(send);
        return new Settled(rows, send);
    }

    private void release(int queued, Instant now, List<Notification> rows, List<Notification> send) {
        if (purse.takesAll(held.size(), queued, now)) {
            held.takeAll().forEach(row -> send.add(row.released()));
            return;
        }
        int waiting = queued;
        for (String recipient : held.due(now)) {
            if (purse.takes(Priority.NORMAL, waiting, now)) {
                digest(held.take(recipient), now, rows, send);
                waiting++;
            }
        }
    }

    private static void digest(List<Notification> all, Instant now, List<Notification> rows, List<Notification> send) {
        if (all.size() == 1) {
            send.add(all.get(0).released());
            return;
        }
        Notification digest = Digest.of(all, now);
        all.forEach(row -> rows.add(row.digested(digest.id())));
        send.add(digest);
    }

    /** A send that was let through ended. */
    void ended(Notification sent, Delivery delivery, int queued, Instant now) {
        if (!limited) {
            return;
        }
        Quota quota = delivery.quota();
        boolean accepted = delivery instanceof Delivery.Sent;
        if (quota != null) {
            purse.told(quota, accepted ? sent.priority() : null, queued, now);
        } else if (accepted && delivery.reason() == DeliveryReason.SENT) {
            purse.spentUntold(sent.priority(), now);
        }
        if (delivery instanceof Delivery.Refused && !QuotaPurse.always(sent.priority())) {
            purse.givesBack(queued, now);
        }
    }

    /** One that was let through will not be sent. */
    void withdrawn(Notification row, int queued, Instant now) {
        if (limited && !QuotaPurse.always(row.priority())) {
            purse.givesBack(queued, now);
        }
    }

    /** The notifier told its quota, as asked. */
    void told(Quota quota, int queued, Instant now) {
        if (limited) {
            purse.told(quota, null, queued, now);
        }
    }

    /** Whether to ask for the quota, since nobody told it for a while; having said yes, it says no for a while. */
    boolean asksQuota(Instant now) {
        if (!limited || recent(purse.toldAt(), now) || (askedAt != null && recent(askedAt, now))) {
            return false;
        }
        askedAt = now;
        return true;
    }

    private static boolean recent(Instant then, Instant now) {
        return !then.isAfter(now) && now.isBefore(then.plus(ASK_EVERY));
    }

    /** Takes back the youngest that is held back, or answers null. */
    @Nullable
    Notification evict() {
        return held.takeYoungest();
    }

    /** Takes back all that is held back of these alerts. */
    List<Notification> remove(Set<String> alerts) {
        return held.take(alerts);
    }

    int held() {
        return held.size();
    }

    /** When the oldest that is held back was decided, or null. */
    @Nullable
    Instant oldest() {
        return held.oldest();
    }

    /** When the quota will be used up as things go, or null if not before its reset. */
    @Nullable
    Instant projected(Instant now) {
        return purse.projected(now);
    }

    List<StateCell> drain() {
        return purse.drain();
    }

    void restore(StateCell cell) {
        if (limited) {
            purse.restore(cell);
        }
    }
}
