package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Acknowledgement;
import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertState;
import io.authwatch.alert.Silence;
import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.auth.Outcome;
import io.authwatch.notify.Notification;
import io.authwatch.rule.Network;
import io.authwatch.rule.Priority;
import io.authwatch.testkit.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilencePreviewTest {
    private static final Instant NOW = SampleEvents.NOON;

    private final Kept kept = new Kept();

    /** A history in memory, newest first. */
    private static final class Kept implements History {
        private final List<Alert> alerts = new ArrayList<>();
        private final List<AuthEvent> events = new ArrayList<>();

        void alert(String rule, Priority priority, Duration ago, String host, String source) {
            long id = alerts.size() + 1L;
            String[] fields = {"host=" + host, "source=" + source};
            events.add(SampleEvents.event(id, 1, AuthAction.LOGIN, Outcome.FAILURE, fields));
            Instant at = NOW.minus(ago);
            List<String> key = List.of(host);
            alerts.add(new Alert("a" + id, rule, key, priority, AlertState.CLOSED, host, at, at, 3, 0, id, "s"));
        }

        @Override
        public List<AuthEvent> events(long before, @Nullable String host, int limit) {
            return events.stream().filter(event -> event.id() == before - 1).toList();
        }

        @Override
        public boolean since(Instant since, Consumer<LogEntry.Happened> events) {
            return true;
        }

        @Override
        public List<Alert> alerts(@Nullable String before, @Nullable String host, int limit) {
            int from =
                    before == null ? 0 : alerts.stream().map(Alert::id).toList().indexOf(before) + 1;
            return alerts.subList(from, Math.min(from + limit, alerts.size()));
        }

        @Override
        public Map<String, Acknowledgement> acknowledged(Collection<String> alerts) {
            return alerts.contains("a1") ? Map.of("a1", new Acknowledgement(NOW, "ops", null)) : Map.of();
        }

        @Override
        public List<Notification> notifications(@Nullable String before, @Nullable String host, int limit) {
            return List.of();
        }
    }

    private SilencePreview preview(@Nullable String rule, @Nullable String host, @Nullable String source) {
        Network network = source == null ? null : Network.of(source).orElseThrow();
        Silence silence = new Silence(0, rule, host, network, null, false, NOW, NOW.plusSeconds(60), "eve", "move");
        return SilencePreview.of(kept, silence, alert -> !alert.key().isEmpty(), NOW);
    }

    @Test
    void onlyWhatIsCovered_andOfTheLastDay_counts() {
        kept.alert("guessing", Priority.NORMAL, Duration.ofHours(1), "web-1", "192.0.2.7");
        kept.alert("guessing", Priority.NORMAL, Duration.ofHours(2), "db-1", "198.51.100.7");
        kept.alert("root", Priority.EMERGENCY, Duration.ofHours(3), "web-2", "192.0.2.7");
        kept.alert("guessing", Priority.NORMAL, Duration.ofHours(25), "web-3", "192.0.2.7");
        assertEquals(2, preview(null, null, null).alerts(), "an emergency goes through");
        assertEquals(6, preview(null, null, null).times());
        assertEquals(1, preview("root", null, null).alerts());
        assertEquals(1, preview(null, "WEB-*", null).alerts());
        SilencePreview byNetwork = preview(null, null, "192.0.2.0/24");
        assertEquals(List.of("a1"), byNetwork.examples().stream().map(Alert::id).toList());
        assertTrue(byNetwork.whole());
        assertEquals(NOW.minus(Duration.ofHours(24)), byNetwork.since());
    }

    @Test
    void moreThanIsLookedAt_isSaid() {
        for (int i = 0; i < SilencePreview.EVENTS_MAX + 5; i++) {
            kept.alert("guessing", Priority.NORMAL, Duration.ofHours(1), "web-1", "192.0.2.7");
        }
        SilencePreview all = preview("guessing", null, null);
        assertEquals(SilencePreview.EVENTS_MAX + 5, all.alerts());
        assertEquals(10, all.examples().size());
        assertTrue(all.whole());
        SilencePreview some = preview("guessing", null, "192.0.2.7");
        assertEquals(SilencePreview.EVENTS_MAX, some.alerts());
        assertFalse(some.whole());
    }
}
