package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Suppression;
import io.authwatch.auth.AuthEvent;
import io.authwatch.notify.LearntWording;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Learnt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What rules learnt instead of firing: told once in words of its own, unless a silence holds it back. */
final class LearntDigests {
    /** It is no event of the log, and must be the same in a replay. */
    private static final long NO_ID = 0;

    private LearntDigests() {}

    static void tell(List<Learnt> learnt, AlertBook alerts, Dispatch dispatch, Instant now, TurnDraft turn) {
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
