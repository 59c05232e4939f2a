package io.authwatch.web;

import io.authwatch.alert.Silence;
import io.authwatch.alert.Standing;
import io.authwatch.pipeline.SilencePreview;
import io.authwatch.rule.Network;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A silence, as the API shows it.
 *
 * @param id its number; {@code DELETE} takes it
 * @param rule the rule's name, or null for any
 * @param host the host or glob, or null for any
 * @param source the address or network, or null for any
 * @param user the user, or null for any
 * @param everything whether it names none of these
 * @param emergency whether it holds emergencies back too
 * @param start when it begins
 * @param end when it ends
 * @param owner who answers for it
 * @param comment why
 * @param state {@code pending} or {@code active}
 * @param alerts how many alerts it silenced so far
 * @param times how often they fired
 * @param preview what it would have muted in the last 24 hours; only in the answer to {@code POST}
 */
public record SilenceJson(
        String id,
        @Nullable String rule,
        @Nullable String host,
        @Nullable String source,
        @Nullable String user,
        boolean everything,
        boolean emergency,
        Instant start,
        Instant end,
        String owner,
        String comment,
        String state,
        long alerts,
        long times,
        @Nullable Preview preview) {

    /**
     * What a silence would have muted.
     *
     * @param since how far back was looked
     * @param alerts how many alerts
     * @param times how often they fired
     * @param whole whether all kept alerts of the time were looked at
     * @param examples the newest of them
     */
    public record Preview(Instant since, long alerts, long times, boolean whole, List<AlertJson> examples) {
        static Preview of(SilencePreview preview) {
            List<AlertJson> examples = preview.examples().stream()
                    .map(alert -> AlertJson.of(alert, preview.acknowledged().get(alert.id())))
                    .toList();
            return new Preview(preview.since(), preview.alerts(), preview.times(), preview.whole(), examples);
        }
    }

    static SilenceJson of(Standing standing, @Nullable Preview preview) {
        Silence silence = standing.silence();
        Network source = silence.source();
        boolean everything =
                silence.rule() == null && silence.host() == null && source == null && silence.user() == null;
        return new SilenceJson(
                Long.toString(silence.id()),
                silence.rule(),
                silence.host(),
                source == null ? null : source.toString(),
                silence.user(),
                everything,
                silence.emergency(),
                silence.start(),
                silence.end(),
                silence.owner(),
                silence.comment(),
                standing.active() ? "active" : "pending",
                standing.alerts(),
                standing.times(),
                preview);
    }
}
