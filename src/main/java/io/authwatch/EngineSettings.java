package io.authwatch;

import io.authwatch.alert.AlertLimits;
import io.authwatch.auth.Recognisers;
import io.authwatch.config.HostIdentity;
import io.authwatch.config.Settings;
import io.authwatch.notify.QuotaSettings;
import io.authwatch.pipeline.Identity;
import io.authwatch.pipeline.Retention;
import io.authwatch.pipeline.SelfAlert;
import io.authwatch.syslog.Facility;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine takes from the settings.
 *
 * @param facilities the facilities of network messages that get a decision
 * @param identity whose word names the host
 * @param zone the zone of timestamps that name none
 * @param recognisers all recognisers
 * @param localHost this machine's name: the host of local messages that name none
 * @param hostsMax hosts that are remembered
 * @param ruleKeysMax keys that one rule remembers
 * @param outboxMax notifications that wait to be sent
 * @param keptPerSecondMax events a second that are kept although no rule wants them
 * @param eventsMax events in the history
 * @param eventAge the oldest event in the history
 * @param alertAge the oldest alert and notification
 * @param recentMax events that are not kept durably and shown all the same
 * @param alerts what the alerts are bounded by
 * @param quota how the message quota is spent
 */
record EngineSettings(
        Set<Facility> facilities,
        Identity identity,
        ZoneId zone,
        Recognisers recognisers,
        String localHost,
        int hostsMax,
        int ruleKeysMax,
        int outboxMax,
        int keptPerSecondMax,
        long eventsMax,
        Duration eventAge,
        Duration alertAge,
        int recentMax,
        AlertLimits alerts,
        QuotaSettings quota) {

    static EngineSettings of(Settings settings) {
        return new EngineSettings(
                settings.facilities(),
                settings.hostIdentity() == HostIdentity.PEER ? Identity.PEER : Identity.HEADER,
                ZoneId.systemDefault(),
                Recognisers.standard(),
                LocalHost.name(),
                settings.limits().hosts(),
                settings.limits().ruleKeys(),
                settings.limits().outbox(),
                settings.history().maxRate(),
                settings.history().maxEvents(),
                settings.history().maxAge(),
                settings.history().alertAge(),
                settings.history().recentEvents(),
                alerts(settings.alerts(), settings.limits().alerts()),
                settings.pushover() == null ? QuotaSettings.NONE : quota(settings.quota(), settings.self()));
    }

    private static AlertLimits alerts(Settings.Alerts alerts, int open) {
        AlertLimits limits = AlertLimits.DEFAULT.withLate(alerts.late()).withOpen(open);
        return alerts.stormKeys() == 0
                ? limits.withoutStorms()
                : limits.withStorms(alerts.stormKeys(), alerts.stormSpan());
    }

    private static QuotaSettings quota(Settings.Quota quota, Settings.@Nullable Self self) {
        boolean warns = self != null && !self.off().contains(SelfAlert.QUOTA);
        return new QuotaSettings(quota.limit(), quota.reserve(), quota.burst(), quota.digest(), warns);
    }

    /** How much is to be kept as of {@code now}. */
    Retention retention(Instant now) {
        return new Retention(now, eventsMax, eventAge, alertAge);
    }
}
