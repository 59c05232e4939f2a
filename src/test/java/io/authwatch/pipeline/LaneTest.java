package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.auth.AuthAction;
import io.authwatch.auth.AuthEvent;
import io.authwatch.rule.RuleSet;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final String CRON =
            "<38>Nov 23 12:00:00 web-1 sshd[7]: Connection from 192.0.2.9 port 22 on 10.0.0.1 port 22";

    private final Harness harness = new Harness(RuleSet.builtIn());

    @Test
    void refused_login_is_kept_with_the_rules_that_want_it() {
        Batch batch = harness.read(Harness.NOON, Harness.refused("web-1", "root", "192.0.2.9"));
        assertEquals(1, batch.kept().size());
        Batch.Kept kept = batch.kept().get(0);
        assertEquals(AuthAction.LOGIN, kept.event().action());
        assertEquals("web-1", kept.event().host());
        assertNotNull(kept.match());
        assertEquals(List.of("guessing"), names(kept));
        assertEquals(0, batch.rest().size());
    }

    private static List<String> names(Batch.Kept kept) {
        return kept.match().rules().stream().map(rule -> rule.name()).toList();
    }

    @Test
    void message_that_nobody_wants_is_counted_and_kept_as_octets_only() {
        Batch batch = harness.read(Harness.NOON, CRON, "<38>Nov 23 12:00:01 web-1 odd: hello");
        assertEquals(2, batch.decided());
        assertEquals(0, batch.kept().size());
        assertEquals(2, batch.rest().size());
    }

    @Test
    void facility_that_nobody_asked_for_is_ignored_on_the_network_alone() {
        String mail = "<22>Nov 23 12:00:00 web-1 sshd[1]: Failed password for root from 192.0.2.9 port 22 ssh2";
        Batch network = harness.read(Harness.NOON, mail);
        assertEquals(1, network.messages());
        assertEquals(0, network.decided());
        Batch file = harness.read(
                harness.lane(Input.FILE), Harness.NOON, new Origin.File("/var/log/auth.log", "here"), mail);
        assertEquals(1, file.decided());
    }

    @Test
    void message_without_a_valid_pri_is_always_decided_on() {
        String none = "Nov 23 12:00:00 web-1 sshd[1]: Failed password for root from 192.0.2.9 port 22 ssh2";
        assertEquals(1, harness.read(Harness.NOON, none).decided());
        assertEquals(1, harness.read(Harness.NOON, "<999>" + none).decided());
    }

    @Test
    void host_is_the_certificates_then_the_headers_then_the_peers() {
        String named = Harness.refused("web-1", "root", "192.0.2.9");
        String nameless = "<38>Failed password";
        assertEquals("web-1", host(Identity.HEADER, Harness.TCP, named));
        assertEquals("192.0.2.1", host(Identity.PEER, Harness.TCP, named));
        assertEquals("proven", host(Identity.HEADER, new Origin.Tls("192.0.2.1", "proven"), named));
        assertEquals("192.0.2.1", host(Identity.HEADER, new Origin.Tls("192.0.2.1", null), nameless));
        assertEquals("here", host(Identity.HEADER, new Origin.File("/x", "here"), nameless));
    }

    private String host(Identity identity, Origin origin, String frame) {
        Lane lane = harness.pipeline.lane(origin.input(), harness.lanes(identity));
        return harness.read(lane, Harness.NOON, origin, frame).hosts().get(0).host();
    }

    @Test
    void hosts_of_a_turn_are_counted_each() {
        Batch batch = harness.read(
                Harness.NOON,
                Harness.refused("a", "x", "192.0.2.9"),
                Harness.refused("b", "x", "192.0.2.9"),
                Harness.refused("a", "y", "192.0.2.9"));
        assertEquals(
                List.of("a 2", "b 1"),
                batch.hosts().stream()
                        .map(seen -> seen.host() + " " + seen.messages())
                        .toList());
    }

    @Test
    void next_turn_begins_with_nothing_of_the_last() {
        Lane lane = harness.lane(Input.TCP);
        harness.read(lane, Harness.NOON, Harness.TCP, Harness.refused("a", "x", "192.0.2.9"));
        Batch second = harness.read(lane, Harness.NOON, Harness.TCP, CRON);
        assertEquals(1, second.messages());
        assertEquals(0, second.kept().size());
        assertEquals(1, second.hosts().get(0).messages());
    }

    @Test
    void event_holds_what_the_frame_said_after_the_octets_are_gone() {
        byte[] octets = Harness.refused("web-1", "root", "192.0.2.9").getBytes(StandardCharsets.UTF_8);
        Lane lane = harness.lane(Input.TCP);
        lane.begin(Harness.NOON);
        lane.accept(Harness.TCP, octets, 0, octets.length, false);
        java.util.Arrays.fill(octets, (byte) '#');
        AuthEvent event = lane.end(null, () -> {}).kept().get(0).event();
        assertEquals("Failed password for root from 192.0.2.9 port 22 ssh2", event.message());
        assertTrue(event.original().startsWith("<38>Nov 23"));
        assertEquals(Harness.NOON, event.received());
        assertNull(event.attributes().get(io.authwatch.auth.Field.COMMAND));
    }
}
