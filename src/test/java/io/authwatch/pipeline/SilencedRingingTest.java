package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.alert.Silence;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.rule.RuleFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An emergency rings, and then somebody asks for quiet. */
class SilencedRingingTest {
    private static final String RULES = """
            rules:
              any-user: {when: {action: login, outcome: failure, user: root}, per: [user], repeat: 5m, priority: emergency}
            """;

    @Test
    void silence_stopsWhatRings_ofTheAlertsThatItCovers() {
        Harness harness = new Harness(RuleFile.read("rules.yaml", RULES));
        harness.decide(harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.1")));
        Notification rings = harness.outbox.due(Harness.NOON).get(0);
        Delivery sent = new Delivery.Sent(DeliveryReason.SENT, "request", "receipt", null, null);
        harness.pipeline.delivered(new DeliveryReport(rings.id(), sent), Harness.NOON, new TurnDraft());
        assertEquals(1, harness.outbox.ringing());

        silence(harness, "web-2", Harness.NOON);
        silence(harness, "web-1", Harness.NOON.plusSeconds(5));
        assertEquals(1, harness.outbox.ringing(), "another host, and one that has not begun");

        Notification row =
                silence(harness, "web-1", Harness.NOON).commit().notifications().get(0);
        assertEquals(NotificationState.CANCELLED, row.state());
        assertEquals("cancelled: silence", row.detail());
        assertEquals(0, harness.outbox.ringing());
        assertEquals(new Errand.Cancel(rings.alert()), harness.outbox.errand(Harness.NOON));
    }

    private static TurnDraft silence(Harness harness, String host, Instant start) {
        TurnDraft turn = new TurnDraft();
        Silence asked = new Silence(0, null, host, null, null, true, start, start.plusSeconds(60), "eve", "move");
        harness.pipeline.silence(asked, Harness.NOON, turn, silenced -> {});
        return turn;
    }
}
