package io.authwatch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Input;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final SourceLimits.Streams FEW = new SourceLimits.Streams(
            3,
            2,
            100,
            1,
            1,
            1,
            1,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private final Told told = new Told();
    private final SteppedClock clock = new SteppedClock();

    private Admission admission(String range) {
        SourceLimits.Senders senders = new SourceLimits.Senders(10, 3, Duration.ofHours(1));
        SourceLimits limits =
                new SourceLimits(senders, FEW, SourceLimits.Datagrams.DEFAULTS, SourceLimits.Files.DEFAULTS);
        return new Admission(List.of(Cidr.parse(range)), limits, told, clock.clocks());
    }

    private static Address address(String text) throws Exception {
        return Address.of(InetAddress.getByName(text));
    }

    @Test
    void connections_ofOneAddress_areLimited() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        assertNull(admission.connect(Input.TCP, address("192.0.2.1")));
        assertNull(admission.connect(Input.TCP, address("192.0.2.1")));
        assertEquals(
                "it has 2 connections already, the most for one address",
                admission.connect(Input.TCP, address("192.0.2.1")));
        assertEquals(
                1, told.count("refused connection 192.0.2.1: it has 2 connections already, the most for one address"));
        admission.disconnect(address("192.0.2.1"));
        assertNull(admission.connect(Input.TCP, address("192.0.2.1")));
    }

    @Test
    void connections_ofOneIpv6Network_areLimitedTogether() throws Exception {
        Admission admission = admission("2001:db8::/32");
        assertNull(admission.connect(Input.TCP, address("2001:db8::1")));
        assertNull(admission.connect(Input.TCP, address("2001:db8::2")));
        assertNotNull(admission.connect(Input.TCP, address("2001:db8::3")));
        assertNull(admission.connect(Input.TCP, address("2001:db8:0:1::3")));
    }

    @Test
    void connections_inAll_areLimited() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        for (int i = 0; i < 3; i++) {
            assertNull(admission.connect(Input.TCP, address("192.0.2." + i)));
        }
        assertEquals(
                "there are 3 connections already, the most in all", admission.connect(Input.TCP, address("192.0.2.9")));
        assertEquals(3, admission.connections());
        admission.disconnect(address("192.0.2.0"));
        assertNull(admission.connect(Input.TCP, address("192.0.2.9")));
    }

    @Test
    void share_ofAnAddress_outlivesItsConnections_soThatComingAgainDoesNotMakeItAnew() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        assertNull(admission.connect(Input.TCP, address("192.0.2.1")));
        Share share = admission.share(address("192.0.2.1"));
        share.take(1, 1, 0);
        admission.disconnect(address("192.0.2.1"));
        assertNull(admission.connect(Input.RELP, address("192.0.2.1")));
        assertSame(share, admission.share(address("192.0.2.1")));
        assertTrue(admission.share(address("192.0.2.1")).isUsedUp(0));
        assertNull(admission.connect(Input.TCP, address("192.0.2.2")));
        assertFalse(admission.share(address("192.0.2.2")).isUsedUp(0), "of another address");
    }

    @Test
    void addresses_areRememberedUpToALimit_andThatIsCounted() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        for (int i = 0; i < 100; i++) {
            assertNull(admission.connect(Input.TCP, address("192.0.2." + i)));
            admission.disconnect(address("192.0.2." + i));
        }
        assertEquals(10, admission.known());
        assertEquals(90, told.count("limit senders"));
        assertEquals(0, admission.connections());
    }

    @Test
    void connections_ofAProxy_areLimitedInAllOnly() throws Exception {
        SourceLimits limits = new SourceLimits(
                SourceLimits.Senders.DEFAULTS, FEW, SourceLimits.Datagrams.DEFAULTS, SourceLimits.Files.DEFAULTS);
        Admission admission = new Admission(
                List.of(Cidr.parse("192.0.2.0/24")), List.of(Cidr.parse("203.0.113.1")), limits, told, clock.clocks());
        for (int i = 0; i < 3; i++) {
            assertNull(admission.connect(Input.TCP, address("203.0.113.1")));
        }
        assertNotNull(admission.connect(Input.TCP, address("203.0.113.1")));
        assertNotNull(admission.connect(Input.TCP, address("203.0.113.2")));
    }

    @Test
    void refusedSender_isCountedAlways_andToldOnce() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        for (int i = 0; i < 5; i++) {
            assertEquals("the sender is not allowed", admission.connect(Input.TCP, address("203.0.113.1")));
        }
        assertEquals(5, told.received(Input.TCP));
        assertEquals(5, told.dropped(Input.TCP, DropReason.SENDER));
        assertEquals(List.of("refused sender 203.0.113.1"), told.lines);
        assertEquals(0, admission.connections());
    }

    @Test
    void refusedSenders_areRememberedUpToALimit_andForgottenAfterAWhile() throws Exception {
        Admission admission = admission("192.0.2.0/24");
        for (int i = 0; i < 100; i++) {
            admission.refuse(Input.UDP, address("203.0.113." + i));
        }
        List<String> bounded = List.of(
                "refused sender 203.0.113.0",
                "refused sender 203.0.113.1",
                "refused sender 203.0.113.2",
                "limit refused-senders");
        assertEquals(bounded, told.lines);
        clock.step(Duration.ofMinutes(59));
        admission.refuse(Input.UDP, address("203.0.113.50"));
        assertEquals(bounded, told.lines);
        clock.step(Duration.ofMinutes(1));
        admission.refuse(Input.UDP, address("203.0.113.50"));
        assertEquals("refused sender 203.0.113.50", told.lines.get(4));
    }
}
