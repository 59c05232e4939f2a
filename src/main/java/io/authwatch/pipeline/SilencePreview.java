package io.authwatch.pipeline;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.alert.Silence;
import io.authwatch.auth.AuthEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a silence would have muted of the alerts that were opened in the last 24 hours. An alert counts as its latest event
 * has it.
 *
 * @param since how far it looks back
 * @param alerts how many alerts
 * @param times how often they fired
 * @param examples the newest of them
 * @param acknowledged who acknowledged which of the examples, by the alert's id
 * @param whole whether all kept alerts of the time were looked at: beyond {@value #ALERTS_MAX} they are not
 */
public record SilencePreview(
        Instant since,
        long alerts,
        long times,
        List<Alert> examples,
        Map<String, Acknowledgement> acknowledged,
        boolean whole) {
    static final Duration BACK = Duration.ofHours(24);
    static final int ALERTS_MAX = 10_000;
    /** Events that are fetched: an alert does not hold its user and source, its event does. */
    static final int EVENTS_MAX = 1_000;

    private static final int PAGE = 1_000;
    private static final int EXAMPLES_MAX = 10;

    public SilencePreview {
        examples = List.copyOf(examples);
        acknowledged = Map.copyOf(acknowledged);
    }

    /**
     * Looks back.
     *
     * @param single whether an alert stands for itself; not for others, as an incident does
     */
    public static SilencePreview of(History history, Silence silence, Predicate<Alert> single, Instant now) {
        return new Look(history, silence, single, now.minus(BACK)).look();
    }

    private static final class Look {
        private final History history;
        private final Silence silence;
        private final Predicate<Alert> single;
        private final Instant since;
        private final List<Alert> found = new ArrayList<>();
        private long times;
        private int events;
        private int seen;
        private @Nullable String before;
        private boolean whole = true;

        Look(History history, Silence silence, Predicate<Alert> single, Instant since) {
            this.history = history;
            this.silence = silence;
            this.single = single;
            this.since = since;
        }

        SilencePreview look() {
            boolean more = true;
            while (more) {
                more = page();
            }
            List<Alert> examples = found.subList(0, Math.min(EXAMPLES_MAX, found.size()));
            Map<String, Acknowledgement> acknowledged =
                    history.acknowledged(examples.stream().map(Alert::id).toList());
            return new SilencePreview(since, found.size(), times, examples, acknowledged, whole);
        }

        private boolean page() {
            List<Alert> alerts = history.alerts(before, null, PAGE);
            for (Alert alert : alerts) {
                if (alert.opened().isBefore(since)) {
                    return false;
                }
                if (seen++ >= ALERTS_MAX) {
                    whole = false;
                    return false;
                }
                before = alert.id();
                if (single.test(alert) && silence.mayCover(alert) && covers(alert)) {
                    found.add(alert);
                    times += alert.count();
                }
            }
            return alerts.size() == PAGE;
        }

        private boolean covers(Alert alert) {
            if (silence.source() == null && silence.user() == null) {
                return true;
            }
            if (events++ >= EVENTS_MAX) {
                whole = false;
                return false;
            }
            List<AuthEvent> latest = history.events(alert.event() + 1, null, 1);
            return !latest.isEmpty()
                    && latest.get(0).id() == alert.event()
                    && silence.covers(alert.rule(), alert.priority(), latest.get(0));
        }
    }
}
