package io.authwatch.pipeline;

import static io.authwatch.pipeline.Lanes.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.StateCell;
import io.authwatch.wire.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownHostsTest {
    private static final String OLD = "192.0.2.1";
    private static final String NEW = "198.51.100.9";

    private final List<String> limits = new ArrayList<>();
    private final Happenings happenings = new Happenings() {
        @Override
        public void limitHit(String limit) {
            limits.add(limit);
        }
    };
    private KnownHosts hosts = new KnownHosts(100, happenings);
    private Instant now = NOON;

    /** Sightings {@code host@address} that arrive together, over TCP; answers {@code host: old -> new} of each claim. */
    private List<String> saw(String... sightings) {
        return saw(Stream.of(sightings)
                .map(text -> text.split("@"))
                .map(parts -> new HostSighting(parts[0], new Origin.Tcp(parts[1]), 1))
                .toList());
    }

    private List<String> saw(List<HostSighting> sightings) {
        return hosts.saw(sightings, now).stream()
                .map(moved -> moved.sighting().host() + ": " + moved.known() + " -> "
                        + moved.sighting().origin().peer())
                .toList();
    }

    private List<String> saw(String host, Origin origin) {
        return saw(List.of(new HostSighting(host, origin, 1)));
    }

    @Test
    void knownHost_claimedFromANewAddress_isToldOnce() {
        assertEquals(List.of(), saw("web-1@" + OLD));
        assertEquals(List.of(), saw("web-1@" + OLD));
        assertEquals(List.of("web-1: 192.0.2.1 -> 198.51.100.9"), saw("web-1@" + NEW));
        assertEquals(List.of(), saw("web-1@" + NEW));
        assertEquals(List.of(), saw("web-1@" + OLD), "it is known to be there too");
    }

    @Test
    void hostName_hasNoCase() {
        saw("Web-1@" + OLD);
        assertEquals(List.of("wEB-1: 192.0.2.1 -> 198.51.100.9"), saw("wEB-1@" + NEW));
    }

    @Test
    void claimAmongTheRealMessages_ofOneTurn_isTold() {
        saw("web-1@" + OLD);
        assertEquals(List.of("web-1: 192.0.2.1 -> 198.51.100.9"), saw("web-1@" + OLD, "web-1@" + NEW, "web-1@" + OLD));
    }

    @Test
    void udpAndLocalInputs_neitherTellNorTeach() {
        saw("web-1@" + OLD);
        for (Origin origin : List.of(
                new Origin.Udp(NEW), new Origin.File("/var/log/auth.log", "web-1"), new Origin.Journal("web-1"))) {
            assertEquals(List.of(), saw("web-1", origin));
        }
        assertEquals(List.of("web-1: 192.0.2.1 -> 198.51.100.9"), saw("web-1@" + NEW));
        saw("web-2", new Origin.Udp(OLD));
        assertEquals(List.of(), saw("web-2@" + NEW), "a datagram makes no host known");
    }

    @Test
    void tlsAndRelp_tell() {
        saw("web-1@" + OLD);
        assertEquals(1, saw("web-1", new Origin.Tls(NEW, null)).size());
        assertEquals(1, saw("web-1", new Origin.Relp("203.0.113.1", "web-1")).size());
    }

    @Test
    void hostNamedByItsAddress_neverMoves() {
        saw(OLD + "@" + OLD);
        saw(OLD + "@" + OLD, NEW + "@" + NEW);
        assertEquals(List.of(), saw(NEW + "@" + NEW));
    }

    @Test
    void relay_thatCarriesMoreThanThreeNames_isNotTold() {
        saw("a@10.0.0.1", "b@10.0.0.2", "c@10.0.0.3", "d@10.0.0.4");
        assertEquals(3, saw("a@" + NEW, "b@" + NEW, "c@" + NEW).size());
        assertEquals(List.of(), saw("d@" + NEW));
        assertEquals(List.of(), saw("a@203.0.113.1", "b@203.0.113.1", "c@203.0.113.1", "d@203.0.113.1"));
    }

    @Test
    void names_thatADatagramCarries_makeNoRelay() {
        saw("web-1@" + OLD);
        for (String name : List.of("a", "b", "c", "d")) {
            saw(name, new Origin.Udp(NEW));
        }
        assertEquals(1, saw("web-1@" + NEW).size());
    }

    @Test
    void address_thatFourHostsHadInTurn_isNoRelay() {
        saw("a@10.0.0.1", "b@10.0.0.2", "c@10.0.0.3", "d@10.0.0.4");
        for (String name : List.of("a", "b", "c")) {
            assertEquals(1, saw(name + "@" + NEW).size());
            now = now.plus(Duration.ofDays(1));
        }
        assertEquals(1, saw("d@" + NEW).size());
    }

    @Test
    void restart_keepsWhatIsKnown() {
        saw("web-1@" + OLD, "a@10.0.0.9", "b@10.0.0.9", "c@10.0.0.9", "d@10.0.0.9");
        saw("web-1@10.0.0.7");
        assertTrue(hosts.changed());
        restart(hosts.drainChanges());
        assertFalse(hosts.changed());
        assertEquals(List.of(), saw("web-1@" + OLD));
        assertEquals(List.of("web-1: 192.0.2.1 -> 198.51.100.9"), saw("web-1@" + NEW));
        assertEquals(List.of(), saw("web-1@10.0.0.9"), "that is still the relay");
    }

    private void restart(List<StateCell> cells) {
        hosts = new KnownHosts(100, happenings);
        hosts.restore(new StateCell("window", "r", "web-9", new byte[] {7}));
        cells.forEach(hosts::restore);
    }

    @Test
    void knownClaim_changesNothingThatACheckpointHolds() {
        saw("web-1@" + OLD);
        assertEquals(1, hosts.drainChanges().size());
        saw("web-1@" + OLD);
        assertEquals(List.of(), hosts.drainChanges());
    }

    @Test
    void tooManyHosts_theOneNotSeenForLongestGoes() {
        hosts = new KnownHosts(2, happenings);
        saw("a@10.0.0.1", "b@10.0.0.2");
        hosts.drainChanges();
        saw("a@10.0.0.1");
        assertEquals(List.of(), limits);
        saw("c@10.0.0.3");
        assertEquals(List.of("known-hosts"), limits);
        assertEquals(
                List.of("b true", "c false"),
                hosts.drainChanges().stream()
                        .map(cell -> cell.key() + " " + cell.gone())
                        .sorted()
                        .toList());
        assertEquals(List.of(), saw("b@" + NEW));
    }

    @Test
    void tooManyAddresses_theOneNotSeenForLongestGoes() {
        for (int i = 0; i < KnownHosts.ADDRESSES_MAX; i++) {
            saw("a@10.0.0." + i);
        }
        saw("a@10.0.0.0");
        assertEquals(1, saw("a@" + NEW).size());
        assertEquals(List.of(), saw("a@10.0.0.0"));
        assertEquals(List.of("a: 10.0.0.0 -> 10.0.0.1"), saw("a@10.0.0.1"));
    }
}
