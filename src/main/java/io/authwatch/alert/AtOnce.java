package io.authwatch.alert;

import io.authwatch.rule.Firing;
import java.util.List;

/**
 * Firings that nothing keeps quiet: told at once if they are the first of their key or news during its cool-down, else
 * counted and told at its end; collected if their rule storms.
 */
final class AtOnce {
    private final CoolDowns coolDowns;
    private final Incidents incidents;
    private final Silences silences;

    AtOnce(CoolDowns coolDowns, Incidents incidents, Silences silences) {
        this.coolDowns = coolDowns;
        this.incidents = incidents;
        this.silences = silences;
    }

    /** Whether a firing would be pushed now if no louder one of the same event is. */
    boolean asks(Firing firing) {
        Incident incident = incidents.of(firing.rule().name(), firing.event());
        if (incident != null) {
            return incident.isNews(firing);
        }
        OpenAlert cooling = coolDowns.get(AlertKey.of(firing, Hush.NONE));
        return cooling == null || cooling.known().isNews(firing);
    }

    /**
     * Takes in a firing.
     *
     * @param loudest whether it is the one of its event that is pushed
     * @param others the other rules that fired for its event
     */
    void tell(Firing firing, boolean loudest, List<String> others, Moment moment, Telling telling) {
        AlertKey key = AlertKey.of(firing, Hush.NONE);
        OpenAlert cooling = coolDowns.get(key);
        Incident incident = incidents.of(firing.rule().name(), firing.event());
        if (incident != null) {
            OpenAlert covered = cooling == null
                    ? coolDowns.open(key, firing, others, moment)
                    : coolDowns.toldElsewhere(cooling, firing, others, moment);
            telling.changed(covered.alert());
            incidents.collect(incident, firing, loudest, moment, telling);
        } else if (cooling == null) {
            first(coolDowns.open(key, firing, others, moment), firing, loudest, moment, telling);
        } else if (cooling.known().isNews(firing)) {
            news(cooling, firing, loudest, others, moment, telling);
        } else {
            telling.changed(coolDowns.count(cooling, firing, others, moment).alert());
            telling.suppress(firing.rule().name(), Suppression.COOLDOWN);
        }
        makeRoom(moment, telling);
    }

    private void first(OpenAlert alert, Firing firing, boolean loudest, Moment moment, Telling telling) {
        telling.changed(alert.alert());
        if (!loudest) {
            telling.suppress(firing.rule().name(), Suppression.OUTRANKED);
        } else if (incidents.breaks(alert, moment)) {
            incidents.begin(alert, 1, moment, telling);
        } else {
            telling.push(alert.firstSign(firing));
            incidents.pushed(alert, 1, moment);
        }
    }

    private void news(
            OpenAlert cooling, Firing firing, boolean loudest, List<String> others, Moment moment, Telling telling) {
        if (!loudest) {
            telling.changed(
                    coolDowns.toldElsewhere(cooling, firing, others, moment).alert());
            telling.suppress(firing.rule().name(), Suppression.OUTRANKED);
            return;
        }
        OpenAlert broken = coolDowns.breakOut(cooling, firing, others, moment);
        long firings = cooling.alert().followed() + 1;
        telling.changed(broken.alert());
        if (incidents.breaks(broken, moment)) {
            incidents.begin(broken, firings, moment, telling);
        } else {
            telling.push(broken.breakOut(cooling, firing, moment.at()));
            incidents.pushed(broken, firings, moment);
        }
    }

    /** Takes in a firing that something keeps quiet: kept and counted, never pushed. Answers whether it is a first one. */
    boolean quiet(Firing firing, Hush hush, List<String> others, Moment moment, Telling telling) {
        AlertKey key = AlertKey.of(firing, hush);
        OpenAlert cooling = coolDowns.get(key);
        OpenAlert now = cooling == null
                ? coolDowns.open(key, firing, others, moment)
                : coolDowns.count(cooling, firing, others, moment);
        telling.changed(now.alert());
        telling.suppress(firing.rule().name(), hush.suppression());
        makeRoom(moment, telling);
        return cooling == null;
    }

    /** Ends the cool-downs whose time has come. */
    void end(Moment moment, Telling telling) {
        for (OpenAlert ended = coolDowns.ended(moment.at()); ended != null; ended = coolDowns.ended(moment.at())) {
            if (ended.alert().followed() == 0) {
                coolDowns.close(ended);
                telling.changed(ended.closed());
            } else if (ended.key().hush() != Hush.NONE) {
                telling.changed(coolDowns.again(ended, moment).alert());
            } else if (coolDowns.isAcknowledged(ended)) {
                telling.changed(coolDowns.again(ended, moment).alert());
                telling.suppress(ended.key().rule(), Suppression.ACKNOWLEDGED);
            } else if (isToldElsewhere(ended, moment)) {
                coolDowns.close(ended);
                telling.changed(ended.settled().closed());
            } else {
                sum(ended, moment, telling);
            }
        }
    }

    private boolean isToldElsewhere(OpenAlert alert, Moment moment) {
        Alert ended = alert.alert();
        if (silences.holds(ended.rule(), ended.priority(), alert.latest(), ended.followed(), moment)) {
            return true;
        }
        Incident incident = incidents.of(ended.rule(), alert.latest());
        if (incident != null) {
            incidents.collect(incident, alert, moment);
        }
        return incident != null;
    }

    private void sum(OpenAlert ended, Moment moment, Telling telling) {
        OpenAlert again = coolDowns.again(ended, moment);
        if (incidents.breaks(ended, moment)) {
            telling.changed(again.alert());
            incidents.begin(ended, ended.alert().followed(), moment, telling);
        } else {
            telling.push(ended.summary(again.alert()));
            incidents.pushed(ended, ended.alert().followed(), moment);
        }
    }

    /** If an alert has to go before its time, what followed is told now rather than never. */
    private void makeRoom(Moment moment, Telling telling) {
        OpenAlert evicted = coolDowns.oneTooMany();
        if (evicted == null) {
            return;
        }
        boolean silent = evicted.key().hush() != Hush.NONE || evicted.alert().followed() == 0;
        boolean seen = coolDowns.isAcknowledged(evicted);
        coolDowns.evict(evicted);
        telling.changed(evicted.closed());
        if (seen && !silent) {
            telling.suppress(evicted.key().rule(), Suppression.ACKNOWLEDGED);
            return;
        }
        if (silent || isToldElsewhere(evicted, moment)) {
            return;
        }
        if (incidents.breaks(evicted, moment)) {
            incidents.begin(evicted, evicted.alert().followed(), moment, telling);
        } else {
            telling.push(evicted.summary(evicted.closed()));
            incidents.pushed(evicted, evicted.alert().followed(), moment);
        }
    }
}
