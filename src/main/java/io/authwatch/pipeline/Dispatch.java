package io.authwatch.pipeline;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Push;
import io.authwatch.alert.Silence;
import io.authwatch.alert.Suppression;
import io.authwatch.alert.Told;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Hold;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absence;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The outbox's side of a turn: what is to be told into words and rows, and what an acknowledgement changes. */
final class Dispatch {
    private final AlertBook alerts;
    private final Wording wording;
    private final Outbox outbox;
    private final Happenings happenings;
    /** Alerts that were acknowledged while one of their notifications was in flight, and then we were killed. */
    private final Set<String> seenBefore = new HashSet<>();

    private final AlertRows alertRows;
    private final OwnRows ownRows = new OwnRows();
    /** Written by the one writer. */
    private volatile NotSent notSent = NotSent.NONE;

    Dispatch(AlertBook alerts, AlertRows alertRows, Wording wording, Outbox outbox, Happenings happenings) {
        this.alerts = alerts;
        this.alertRows = alertRows;
        this.wording = wording;
        this.outbox = outbox;
        this.happenings = happenings;
    }

    /** Takes what came of some firings into the turn: its pushes are put into words, and into the outbox. */
    void tell(Told told, Instant now, TurnDraft turn) {
        alertRows.took(told, now, turn);
        for (Push push : told.pushes()) {
            wording.writeAll(push, notificationId(push), now).forEach(written -> queue(written, turn)); // 4
        }
        turn.suppressed(told.suppressed());
        for (Silence begun : told.begun()) {
            Set<String> covered = new HashSet<>(alerts.emergencies(begun));
            covered.addAll(outbox.ringing(row -> begun.coversRinging(row.rule(), row.host())));
            cancel(covered, Suppression.SILENCE.label(), now, turn);
        }
    }

    /** If a host is heard again, what rings for its silence is stopped. */
    void noticed(Absence absence, Instant now, TurnDraft turn) {
        if (absence.kind() == Absence.Kind.HOST_BACK) {
            Set<String> ids = outbox.ringing(
                    row -> row.rule().equals(absence.rule()) && row.host().equals(absence.subject()));
            cancel(ids, "resolved", now, turn);
        }
    }

    /** Takes a notification that was just decided. */
    void queue(Notification notification, TurnDraft turn) {
        took(outbox.add(notification), turn); // 5
    }

    /** The alert's id and the push's number: unique but for the recipient, and the same after a replay. */
    static String notificationId(Push push) {
        return push.alert().id() + "-" + push.number();
    }

    /** Takes rows of the outbox into the turn, and counts those that will not be sent. */
    private void took(List<Notification> rows, TurnDraft turn) {
        changed(rows, turn);
        for (Notification row : rows) {
            if (row.state() == NotificationState.PENDING && row.attempts() == 0) {
                turn.afterwards(() -> happenings.notificationQueued(row.id(), row.title()));
            } else if (row.state() == NotificationState.DIGESTED || row.state() == NotificationState.SHOWN) {
                turn.suppressed("quota");
            } else if (row.reason() == DeliveryReason.OUTBOX_FULL) {
                turn.suppressed("outbox-full");
                turn.afterwards(() -> happenings.limitHit("outbox"));
                notSent = new NotSent(notSent.refused(), notSent.noRoom() + 1);
            }
        }
    }

    void tick(Instant now, TurnDraft turn) {
        if (!seenBefore.isEmpty()) {
            cancel(Set.copyOf(seenBefore), Suppression.ACKNOWLEDGED.label(), now, turn);
            seenBefore.clear();
        }
        List<Notification> settled = outbox.settle(now);
        settled.stream().filter(OwnRows::isWarning).forEach(row -> turn.alert(OwnRows.alert(row)));
        took(settled, turn);
        turn.cells(outbox.drainChanges());
    }

    void delivered(DeliveryReport report, Instant now, TurnDraft turn) {
        Notification row = outbox.delivered(report.notification(), report.delivery(), now);
        changed(List.of(row), turn);
        if (row.state() == NotificationState.FAILED) {
            notSent = new NotSent(notSent.refused() + 1, notSent.noRoom());
        }
    }

    void answered(Errand.Report report, Instant now, TurnDraft turn) {
        List<Notification> rows = outbox.answered(report, now);
        took(rows, turn);
        for (Notification row : rows) {
            Acknowledgement seen = row.acknowledged();
            if (seen != null) {
                acknowledged(row.alert(), seen, now, turn);
            }
        }
        turn.cells(outbox.drainChanges());
    }

    private void acknowledged(String alert, Acknowledgement seen, Instant now, TurnDraft turn) {
        if (alerts.acknowledge(alert, seen)) {
            turn.log(new LogEntry.Acknowledged(now, alert, seen));
        }
        cancel(Set.of(alert), Suppression.ACKNOWLEDGED.label(), now, turn);
        turn.afterwards(() -> happenings.acknowledged(alert, seen.by()));
    }

    /**
     * Nobody needs these alerts' notifications any more, because they were silenced or came to their end: what waits is
     * not sent, and what rings is stopped.
     *
     * @param alertIds the alerts' ids
     * @param reason why: the label of the metric
     */
    void cancel(Set<String> alertIds, String reason, Instant now, TurnDraft turn) {
        if (alertIds.isEmpty()) {
            return;
        }
        List<Notification> rows = outbox.cancel(alertIds, "cancelled: " + reason, now);
        changed(rows, turn);
        rows.stream().filter(row -> row.receipt() == null).forEach(row -> turn.suppressed(reason));
        turn.cells(outbox.drainChanges());
    }

    private void changed(List<Notification> rows, TurnDraft turn) {
        turn.notifications(rows);
        rows.forEach(ownRows::saw);
    }

    void recovered(Notification row) {
        outbox.recovered(row);
        ownRows.saw(row);
        if (row.state() == NotificationState.PENDING && alerts.isAcknowledged(row.alert())) {
            seenBefore.add(row.alert());
        }
    }

    /** What was given up since the start; any thread may ask. */
    NotSent notSent() {
        return notSent;
    }

    /** Whether a notification about it is still to be sent. */
    boolean isWaiting(SelfAlert about) {
        return ownRows.isWaiting(about.label());
    }

    /** How the sending is. */
    SelfFigures.Sending sending() {
        Hold hold = outbox.hold();
        boolean quota = hold != null && hold.cause() == Hold.Cause.QUOTA;
        String trouble = hold == null ? null : hold.detail();
        return new SelfFigures.Sending(outbox.oldestDue(), outbox.pending(), trouble, quota, ownRows.deadLetters());
    }
}
