package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Absence;
import io.authwatch.rule.Absences;
import io.authwatch.rule.Firing;
import io.authwatch.rule.RuleSet;
import java.time.Instant;
import java.util.List;

/** What no line tells, in our own words: that somebody is silent, and how Authwatch itself is. */
final class Notices {
    private final Absences absences;
    private final AlertBook alerts;
    private final Dispatch dispatch;
    private final EventIds ids;
    private final Happenings happenings;

    Notices(Absences absences, AlertBook alerts, Dispatch dispatch, EventIds ids, Happenings happenings) {
        this.absences = absences;
        this.alerts = alerts;
        this.dispatch = dispatch;
        this.ids = ids;
        this.happenings = happenings;
    }

    /** Somebody was heard. */
    void heard(HostSighting sighting, RuleSet rules, Instant now, TurnDraft turn) {
        List<Absence> noticed =
                absences.heard(rules, sighting.host(), sighting.origin().peer(), now);
        noticed.forEach(absence -> tell(absence, rules, now, turn));
    }

    /** Looks who is silent. */
    void look(RuleSet rules, Instant now, TurnDraft turn) {
        absences.look(rules, now).forEach(absence -> tell(absence, rules, now, turn));
    }

    private void tell(Absence absence, RuleSet rules, Instant now, TurnDraft turn) {
        AuthEvent event = Quiet.event(ids.reserve(1, now), absence, now);
        turn.log(new LogEntry.Noticed(now, event, absence));
        Firing firing = Quiet.firing(rules, absence, event);
        if (firing != null) {
            tell(firing, now, turn);
        }
        dispatch.noticed(absence, now, turn);
    }

    /** Tells of Authwatch itself. */
    void tell(SelfNotice notice, Instant now, TurnDraft turn) {
        AuthEvent event = notice.event(ids.reserve(1, now), now);
        turn.log(new LogEntry.SelfNoticed(now, event, notice));
        tell(notice.firing(event), now, turn);
    }

    private void tell(Firing firing, Instant now, TurnDraft turn) {
        turn.afterwards(() -> happenings.alerted(firing.rule().name()));
        dispatch.tell(alerts.tell(List.of(firing), now), now, turn);
    }
}
