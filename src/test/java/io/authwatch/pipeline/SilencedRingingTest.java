package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.alert.Silence;
import io.authwatch.notify.Delivery;
import io.authwatch.notify.DeliveryReason;
import io.authwatch.notify.Errand;
import io.authwatch.notify.Notification;
import io.authwatch.notify.NotificationState;
import io.authwatch.rule.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        tick(harness, Harness.NOON.plusSeconds(4));
        assertEquals(1, harness.outbox.ringing(), "it has not begun yet");

        Notification row =
                silence(harness, "web-1", Harness.NOON).commit().notifications().get(0);
        assertEquals(NotificationState.CANCELLED, row.state());
        assertEquals("cancelled: silence", row.detail());
        assertEquals(0, harness.outbox.ringing());
        assertEquals(new Errand.Cancel(rings.alert()), harness.outbox.errand(Harness.NOON));
    }

    @Test
    void silence_thatBeginsLater_stopsAtItsBeginningWhatRingsThen() {
        Harness harness = new Harness(RuleFile.read("rules.yaml", RULES));
        silence(harness, "web-1", Harness.NOON.plusSeconds(5));
        harness.decide(harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.1")));
        Notification rings = harness.outbox.due(Harness.NOON).get(0);
        Delivery sent = new Delivery.Sent(DeliveryReason.SENT, "request", "receipt", null, null);
        harness.pipeline.delivered(new DeliveryReport(rings.id(), sent), Harness.NOON, new TurnDraft());
        assertEquals(List.of(), tick(harness, Harness.NOON.plusSeconds(4)));
        assertEquals(1, harness.outbox.ringing());

        Notification row = tick(harness, Harness.NOON.plusSeconds(5)).get(0);
        assertEquals(NotificationState.CANCELLED, row.state());
        assertEquals("cancelled: silence", row.detail());
        assertEquals(0, harness.outbox.ringing());
        assertEquals(new Errand.Cancel(rings.alert()), harness.outbox.errand(Harness.NOON.plusSeconds(5)));
    }

    @Test
    void silence_stopsWhatRings_longAfterItsCoolDown() {
        Harness harness = new Harness(RuleFile.read("rules.yaml", RULES));
        harness.decide(harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.1")));
        Notification rings = harness.outbox.due(Harness.NOON).get(0);
        Delivery sent = new Delivery.Sent(DeliveryReason.SENT, "request", "receipt", null, null);
        harness.pipeline.delivered(new DeliveryReport(rings.id(), sent), Harness.NOON, new TurnDraft());
        Instant hour = Harness.NOON.plus(Duration.ofHours(1));
        tick(harness, hour);
        assertEquals(1, harness.outbox.ringing());

        silence(harness, "web-2", hour, hour);
        assertEquals(1, harness.outbox.ringing(), "another host");
        silence(harness, "web-1", hour, hour);
        assertEquals(0, harness.outbox.ringing());
    }

    @Test
    void emergencyOfASilentHost_stopsWhenItIsHeardAgain() {
        Harness harness =
                new Harness(RuleFile.read("rules.yaml", "rules: {silent: {absent: 10m, priority: emergency}}"));
        harness.decide(harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.1")));
        Instant now = Harness.NOON;
        while (harness.outbox.pending() == 0) {
            now = now.plusSeconds(60);
            tick(harness, now);
        }
        Notification rings = harness.outbox.due(now).get(0);
        Delivery sent = new Delivery.Sent(DeliveryReason.SENT, "request", "receipt", null, null);
        harness.pipeline.delivered(new DeliveryReport(rings.id(), sent), now, new TurnDraft());
        assertEquals(1, harness.outbox.ringing());
        harness.decide(harness.read(now, Harness.refused("web-2", "root", "192.0.2.1")));
        assertEquals(1, harness.outbox.ringing(), "another host");
        harness.decide(harness.read(now, Harness.refused("web-1", "root", "192.0.2.1")));
        assertEquals(0, harness.outbox.ringing());
        assertEquals(new Errand.Cancel(rings.alert()), harness.outbox.errand(now));
    }

    private static List<Notification> tick(Harness harness, Instant now) {
        TurnDraft turn = new TurnDraft();
        harness.pipeline.tick(now, turn);
        return turn.commit().notifications();
    }

    private static TurnDraft silence(Harness harness, String host, Instant start) {
        return silence(harness, host, start, Harness.NOON);
    }

    private static TurnDraft silence(Harness harness, String host, Instant start, Instant now) {
        TurnDraft turn = new TurnDraft();
        Silence asked = new Silence(0, null, host, null, null, true, start, start.plusSeconds(60), "eve", "move");
        harness.pipeline.silence(asked, now, turn, silenced -> {});
        return turn;
    }
}
