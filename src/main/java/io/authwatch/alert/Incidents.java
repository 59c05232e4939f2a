package io.authwatch.alert;

import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a storm: begun by the push that is one too many, fed by what the rule fires, told in steps. */
final class Incidents {
    private final Storms storms;
    private final CoolDowns coolDowns;
    private final Silences silences;

    Incidents(Storms storms, CoolDowns coolDowns, Silences silences) {
        this.storms = storms;
        this.coolDowns = coolDowns;
        this.silences = silences;
    }

    /** The incident that a firing belongs to, or null. */
    @Nullable
    Incident of(String rule, AuthEvent event) {
        return storms.incident(StormKey.of(rule, event));
    }

    /** Whether one more push, for this alert, is one too many. */
    boolean breaks(OpenAlert alert, Moment moment) {
        return storms.breaks(StormKey.of(alert.key().rule(), alert.latest()), alert.key(), moment.at());
    }

    /** Takes note of a push of {@code firings} firings. */
    void pushed(OpenAlert alert, long firings, Moment moment) {
        StormKey key = StormKey.of(alert.key().rule(), alert.latest());
        Priority priority = alert.alert().priority();
        storms.pushed(key, new Prelude.Told(alert.key(), priority, alert.latest(), firings, moment.at()));
    }

    /**
     * Begins an incident with the push that would be one too many, and tells it.
     *
     * @param alert what would be pushed
     * @param firings the firings of it that were not told yet
     */
    void begin(OpenAlert alert, long firings, Moment moment, Telling telling) {
        String rule = alert.key().rule();
        StormKey key = StormKey.of(rule, alert.latest());
        Bundle bundle = Bundle.begin(
                Storms.KIND + " " + key.outcome(),
                rule,
                List.of(),
                alert.latest(),
                moment.clock(),
                Incident.DISTINCT_MAX);
        for (Prelude.Told told : storms.prelude(key, moment.at()).told()) {
            bundle.add(rule, told.priority(), told.event(), told.firings(), 0, moment.clock());
            adopt(coolDowns.get(told.key()), bundle, moment, telling);
        }
        bundle.add(rule, alert.alert().priority(), alert.latest(), 0, firings, moment.clock());
        Incident incident = storms.begin(key, bundle, moment.at());
        telling.push(incident.push(PushKind.INCIDENT, moment));
        storms.put(incident);
        endOneTooMany(moment, telling);
    }

    /** Takes over what followed an alert and was not told yet. */
    private void adopt(@Nullable OpenAlert open, Bundle bundle, Moment moment, Telling telling) {
        if (open != null && open.alert().followed() > 0) {
            bundle.add(
                    open.key().rule(),
                    open.alert().priority(),
                    open.latest(),
                    0,
                    open.alert().followed(),
                    moment.clock());
            telling.changed(coolDowns.settle(open).alert());
        }
    }

    /**
     * Collects a firing.
     *
     * @param tells whether the incident is told now, because the firing is louder than all before
     */
    void collect(Incident incident, Firing firing, boolean tells, Moment moment, Telling telling) {
        incident.bundle().add(firing, moment.clock());
        incident.touch(moment.at());
        if (tells) {
            incident.forgetAcknowledgement();
            telling.push(incident.push(PushKind.INCIDENT, moment));
        } else {
            telling.changed(incident.alert());
            telling.suppress(incident.bundle().rule(), Suppression.STORM);
        }
        storms.put(incident);
    }

    /** Collects what followed an alert whose cool-down ended. */
    void collect(Incident incident, OpenAlert alert, Moment moment) {
        Alert ended = alert.alert();
        incident.bundle().add(ended.rule(), ended.priority(), alert.latest(), 0, ended.followed(), moment.clock());
        storms.put(incident);
    }

    /** Tells the incidents whose time has come. */
    void step(Moment moment, Telling telling) {
        for (Incident due = storms.due(moment.at()); due != null; due = storms.due(moment.at())) {
            if (due.end() <= moment.at()) {
                storms.remove(due);
                end(due, moment, telling);
            } else {
                boolean news = due.step(moment.at());
                if (news && due.acknowledged()) {
                    telling.suppress(due.bundle().rule(), Suppression.ACKNOWLEDGED);
                } else if (news) {
                    tell(due.bundle(), due.push(PushKind.INCIDENT_UPDATE, moment), moment, telling);
                }
                storms.put(due);
            }
        }
    }

    private void end(Incident incident, Moment moment, Telling telling) {
        tell(incident.bundle(), incident.end(moment), moment, telling);
    }

    private void tell(Bundle bundle, Push push, Moment moment, Telling telling) {
        if (silences.holdsAll(bundle, push.followed(), moment)) {
            telling.changed(push.alert());
        } else {
            telling.push(push);
        }
    }

    private void endOneTooMany(Moment moment, Telling telling) {
        Incident evicted = storms.evict();
        if (evicted != null) {
            end(evicted, moment, telling);
        }
    }
}
