package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Suppression;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.LearntWording;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Learnt;
import io.authwatch.rule.RuleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What rules learnt instead of firing: told once in words of its own, unless a silence holds it back. */
final class LearntDigests {
    /** It is no event of the log, and must be the same in a replay. */
    private static final long NO_ID = 0;

    private LearntDigests() {}

    /** Ends what has ended, learning periods too, and tells of it. */
    static void tick(RuleState windows, AlertBook alerts, Dispatch dispatch, Instant now, TurnDraft turn) {
        List<Learnt> learnt = windows.tick(now);
        dispatch.tell(alerts.tick(now), now, turn);
        List<Notification> told = toTell(learnt, alerts, now);
        told.forEach(digest -> dispatch.queue(digest, turn));
        for (int held = told.size(); held < learnt.size(); held++) {
            turn.suppressed(Suppression.SILENCE.label());
        }
    }

    /** What is to be sent; of the rest the silence tells. To be asked after {@link AlertBook#tick} of the same time. */
    static List<Notification> toTell(List<Learnt> learnt, AlertBook alerts, Instant now) {
        List<Notification> told = new ArrayList<>();
        for (Learnt each : learnt) {
            Notification digest = LearntWording.write(each, now);
            AuthEvent event = OwnEvent.of(NO_ID, Quiet.NO_HOST, digest.title(), now);
            if (!alerts.holdsBack(each.rule(), digest.priority(), event, now)) {
                told.add(digest);
            }
        }
        return told;
    }
}
