package io.authwatch.pipeline;

import static io.authwatch.pipeline.Lanes.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.alert.Alert;
import io.authwatch.alert.AlertBook;
import io.authwatch.auth.Recognisers;
import io.authwatch.notify.Outbox;
import io.authwatch.notify.RetryPolicy;
import io.authwatch.notify.Wording;
import io.authwatch.rule.Absences;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.RuleState;
import io.authwatch.rule.StateCell;
import io.authwatch.syslog.Facility;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that claim to be another host's: test A9 of the fault table. */
class ForgedHostTest {
    private static final int FORGED = 1_000;
    private static final RuleSet RULES = RuleFile.read(
            "rules.yaml",
            "rules: {guessing: {when: {action: login, outcome: failure}, count: 3, within: 10m, per: [host]}}");
    private static final String LINE =
            "<38>Nov 23 12:00:00 web-1 sshd[7]: Failed password for bob from 192.0.2.7 port 22 ssh2";

    private long contradicted;

    private final Pipeline pipeline = new Pipeline(
            RULES,
            new RuleState(),
            new AlertBook(),
            new Wording((rule, host) -> null),
            new Outbox(new RetryPolicy(new Random(1)), Outbox.Limits.DEFAULT),
            new KnownHosts(100, Happenings.NONE),
            new Absences(100),
            10_000,
            Happenings.NONE);

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of(Identity.PEER, new Origin.Tcp("192.0.2.1"), new Origin.Tcp("198.51.100.9")),
                Arguments.of(Identity.PEER, new Origin.Udp("192.0.2.1"), new Origin.Udp("198.51.100.9")),
                Arguments.of(Identity.PEER, new Origin.Relp("192.0.2.1", null), new Origin.Udp("198.51.100.9")),
                Arguments.of(
                        Identity.HEADER,
                        new Origin.Tls("192.0.2.1", "web-1.example.net"),
                        new Origin.Tls("198.51.100.9", "web-2.example.net")),
                Arguments.of(
                        Identity.HEADER,
                        new Origin.Relp("192.0.2.1", "web-1.example.net"),
                        new Origin.Relp("198.51.100.9", "web-2.example.net")));
    }

    private Commit arrive(Identity identity, Origin origin, Instant at, int messages) {
        LaneSettings settings = new LaneSettings(
                Set.of(Facility.values()),
                identity,
                ZoneOffset.UTC,
                Recognisers.standard(),
                () -> RULES,
                10_000,
                Quarantine.NONE);
        Happenings happenings = new Happenings() {
            @Override
            public void hostContradicted(Input input, long messages) {
                contradicted += messages;
            }
        };
        Lane lane = new Lane(origin.input(), settings, happenings);
        lane.begin(at);
        byte[] octets = LINE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < messages; i++) {
            lane.accept(origin, octets, 0, octets.length, false);
        }
        TurnDraft turn = new TurnDraft();
        pipeline.decide(lane.end(null, () -> {}), turn);
        pipeline.checkpoint(turn);
        return turn.commit();
    }

    private static List<String> hosts(Commit commit) {
        return commit.alerts().stream().map(Alert::host).distinct().toList();
    }

    private static String name(Origin origin) {
        String proven = origin.certificateName();
        return proven == null ? origin.peer() : proven;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void messages_thatClaimToBeAnotherHosts_changeNothingOfIt(Identity identity, Origin victim, Origin attacker) {
        assertEquals(List.of(), arrive(identity, victim, NOON, 2).alerts());
        Commit forged = arrive(identity, attacker, NOON.plusSeconds(1), FORGED);
        assertEquals(List.of(name(attacker)), hosts(forged));
        List<StateCell> touched = forged.checkpoint().cells().stream()
                .filter(cell -> cell.key().contains(name(victim)))
                .toList();
        assertEquals(List.of(), touched);
        assertEquals(attacker.certificateName() == null ? 0 : FORGED, contradicted);
        Commit third = arrive(identity, victim, NOON.plusSeconds(2), 1);
        assertEquals(List.of(name(victim)), hosts(third), "it is the third of its own, as if nothing had been");
    }

    @Test
    void header_thatIsBelieved_isTheSendersWord() {
        arrive(Identity.HEADER, new Origin.Tcp("192.0.2.1"), NOON, 2);
        Commit forged = arrive(Identity.HEADER, new Origin.Tcp("198.51.100.9"), NOON.plusSeconds(1), 1);
        assertEquals(List.of("web-1"), hosts(forged), "else the test above would show nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "web-1, 0",
        "WEB-1.example.net, 0",
        "web-1.example.net, 0",
        "web-1.example.net.office, 0",
        "web-10, 3",
        "web, 3",
        "web-2.example.net, 3",
        "x, 3"
    })
    void shortName_isNoContradiction(String proven, int expected) {
        arrive(Identity.HEADER, new Origin.Tls("192.0.2.1", proven), NOON, 3);
        assertEquals(expected, contradicted, () -> Arrays.toString(new String[] {proven, "web-1"}));
    }
}
