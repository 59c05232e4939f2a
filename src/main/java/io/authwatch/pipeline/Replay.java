package io.authwatch.pipeline;

import io.authwatch.alert.AlertBook;
import io.authwatch.alert.Told;
import io.authwatch.auth.AuthAction;
import io.authwatch.rule.Absences;
import io.authwatch.rule.Firing;
import io.authwatch.rule.Judge;
import io.authwatch.rule.Learnt;
import io.authwatch.rule.Match;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import java.util.List;

/** Takes the entries of the log up again: the state changes as it did then, and nobody is told. */
final class Replay {
    private final RuleState windows;
    private final Judge judge;
    private final AlertBook alerts;
    private final AlertRows alertRows;
    private final KnownHosts hosts;
    private final Absences absences;

    Replay(RuleState windows, Judge judge, AlertBook alerts, AlertRows alertRows, KnownHosts hosts, Absences absences) {
        this.windows = windows;
        this.judge = judge;
        this.alerts = alerts;
        this.alertRows = alertRows;
        this.hosts = hosts;
        this.absences = absences;
    }

    /** Takes up one entry; {@code rules} are those that decided on it. */
    void again(LogEntry entry, RuleSet rules) {
        if (entry instanceof LogEntry.Happened happened) {
            again(happened, rules);
        } else if (entry instanceof LogEntry.Noticed noticed) {
            absences.replay(noticed.absence());
            Firing firing = Quiet.firing(rules, noticed.absence(), noticed.event());
            if (firing != null) {
                took(alerts.tell(List.of(firing), entry.now()), entry);
            }
        } else if (entry instanceof LogEntry.SelfNoticed noticed) {
            took(alerts.tell(List.of(noticed.notice().firing(noticed.event())), entry.now()), entry);
        } else if (entry instanceof LogEntry.Ticked) {
            List<Learnt> learnt = windows.tick(entry.now());
            took(alerts.tick(entry.now()), entry);
            LearntDigests.toTell(learnt, alerts, entry.now());
        } else if (entry instanceof LogEntry.Silenced silenced) {
            took(alerts.silence(silenced.silence(), entry.now()), entry);
        } else if (entry instanceof LogEntry.Unsilenced unsilenced) {
            took(alerts.unsilence(unsilenced.silence(), entry.now()), entry);
        } else if (entry instanceof LogEntry.Acknowledged seen) {
            alerts.acknowledge(seen.alert(), seen.acknowledgement());
        }
    }

    private void took(Told told, LogEntry entry) {
        alertRows.replayed(told, entry.now());
    }

    private void again(LogEntry.Happened happened, RuleSet rules) {
        if (happened.event().action() == AuthAction.HOST_MOVED) {
            hosts.replay(happened.event().host(), happened.event().peer());
        }
        try {
            Match match = happened.hit() ? rules.match(happened.event()) : null;
            if (match != null) {
                took(alerts.tell(judge.judge(match, happened.now()), happened.now()), happened);
            }
        } catch (RuntimeException | StackOverflowError poison) {
            // As it failed when it was decided on: it is in quarantine, and no reason to end at every start.
        }
    }
}
