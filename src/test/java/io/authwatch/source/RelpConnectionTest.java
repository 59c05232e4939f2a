package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a RELP sender is answered, held, or let go. */
class RelpConnectionTest extends RelpFixture {
    private static final String WHERE = "refused connection 127.0.0.1: ";

    /** Lets the loop do what is on its way: a session that is opened later is answered later. */
    private void awaitQuiet() throws Exception {
        try (Socket socket = connect()) {
            new RelpSender(socket).raw("\n");
            awaitClosed(socket);
        }
    }

    @Test
    void message_isAnsweredAfterItsCommit_andNotBefore() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            writer.hold();
            sender.send("<38>one");
            await().until(() -> told.received(Input.RELP) == 1);
            sender.send("<38>two");
            await().until(() -> told.received(Input.RELP) == 2);
            awaitQuiet();
            assertTrue(sender.isSilent(), "answered before the commit");
            writer.commit(1);
            assertEquals("2 rsp 200 OK", sender.answer());
            awaitQuiet();
            assertTrue(sender.isSilent(), "answered before the commit");
            writer.goOn();
            assertEquals("3 rsp 200 OK", sender.answer());
        }
        assertEquals(List.of("<38>one", "<38>two"), writer.texts());
        assertEquals(new Origin.Relp("127.0.0.1", null), writer.frames().get(0).origin());
    }

    @Test
    void halfMessage_isNeitherAnsweredNorDecided_andIsTakenWhenItComesAgain() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            sender.raw("2 syslog 7 <38>on");
        }
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(0, writer.count());
        try (RelpSender again = sender()) {
            deliver(again, "<38>one");
            again.end();
        }
        assertEquals(List.of("<38>one"), writer.texts());
        assertEquals(0, told.repeated());
    }

    @Test
    void close_isAnsweredAfterAllOthers_andEndsTheConnection() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            writer.hold();
            sender.send("<38>one");
            sender.send("close", "");
            await().until(() -> told.received(Input.RELP) == 1);
            awaitQuiet();
            assertTrue(sender.isSilent());
            writer.goOn();
            assertEquals("2 rsp 200 OK", sender.answer());
            assertEquals("3 rsp", sender.answer());
            assertTrue(sender.isClosed());
        }
    }

    @Test
    void overload_holdsTheSender_andIsNeverAnsweredWith500() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            writer.full(true);
            for (int i = 0; i < 500; i++) {
                sender.send("<38>" + i + "x".repeat(1_000));
            }
            await().until(() -> inFlight.octets() >= 1_000);
            awaitQuiet();
            assertTrue(sender.isSilent());
            writer.full(false);
            for (int i = 0; i < 500; i++) {
                assertEquals(i + 2 + " rsp 200 OK", sender.answer());
            }
        }
        assertEquals(500, writer.count());
        assertEquals(0, told.dropped(Input.RELP, DropReason.OVERLOAD));
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void transactionsWithoutOctets_countAsInFlightToo() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            writer.hold();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    try {
                        sender.send("syslog", "");
                    } catch (java.io.IOException e) {
                        return;
                    }
                }
            });
            await().until(() -> inFlight.octets() >= CONNECTION_IN_FLIGHT);
            awaitQuiet();
            long taken = inFlight.octets();
            assertTrue(taken < CONNECTION_IN_FLIGHT + 64 * 65_536 / 12, "one read beyond, not " + taken);
            assertTrue(!sent.isDone(), "the sender waits");
        }
        writer.goOn();
    }

    @Test
    void senderThatReadsNoAnswers_isHeld_andLetGoAfterTheFrameTime() throws Exception {
        start();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1_024);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            RelpSender sender = new RelpSender(socket).open();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 5_000_000; i++) {
                        sender.send("syslog", "");
                    }
                } catch (java.io.IOException closed) {
                    assertTrue(socket.isConnected());
                }
            });
            awaitStalled();
            assertTrue(!sent.isDone(), "the sender is held");
            assertEquals(0, told.count("closed 127.0.0.1"));
            clock.step(Duration.ofSeconds(31));
            await().atMost(Duration.ofSeconds(20)).until(() -> told.count("closed 127.0.0.1") == 1);
            assertEquals(1, told.count(WHERE + "it did not read its answers within 30 s"), told.lines.toString());
            sent.join();
        }
    }

    /** Waits until the number of batches does not grow any more. */
    private void awaitStalled() {
        int[] last = {-1, 0};
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    int now = writer.batches();
                    last[1] = now == last[0] ? last[1] + 1 : 0;
                    last[0] = now;
                    return last[1] == 10;
                });
    }

    @Test
    void messageAboveTheLimit_isCutAndCounted_andTheNextIsWhole() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            deliver(sender, "<38>" + "x".repeat(70_000));
            deliver(sender, "<38>next");
        }
        assertEquals(65_536, writer.texts().get(0).length());
        assertTrue(writer.frames().get(0).cut());
        assertEquals("<38>next", writer.texts().get(1));
        assertEquals(1, told.count("cut 127.0.0.1"));
        assertEquals(2, told.received(Input.RELP));
    }

    @Test
    void messageFarAboveTheLimit_endsTheSession() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            sender.raw("2 syslog " + (16 * 65_536 + 1) + " x");
            assertTrue(sender.isClosed());
        }
        assertEquals(1, told.dropped(Input.RELP, DropReason.OVERSIZE));
        assertEquals(1, told.count(WHERE + "a frame is longer than 65536 octets"));
    }

    @Test
    void otherProtocols_areRefusedWithOneClearLine() throws Exception {
        start();
        for (String greeting : List.of("GET / HTTP/1.1\r\n", "\u0016\u0003\u0001\u0002\u0000", "<38>Nov 23 x: y\n")) {
            try (Socket socket = connect()) {
                new RelpSender(socket).raw(greeting);
                awaitClosed(socket);
            }
        }
        await().until(() -> told.count("closed 127.0.0.1") == 3);
        assertEquals(2, told.count(WHERE + "not RELP"), told.lines.toString());
        assertEquals(
                1, told.count(WHERE + "a TLS handshake came to a port without TLS: send plain, or to the TLS port"));
    }

    @Test
    void commandsThatNobodyKnows_areAnsweredInTurn_butNotForEver() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            for (int i = 0; i < 16; i++) {
                sender.send("starttls", "");
                assertEquals(i + 2 + " rsp 500 command is not supported", sender.answer());
            }
            sender.send("starttls", "");
            assertTrue(sender.isClosed());
        }
        assertEquals(1, told.count(WHERE + "not RELP: more than 16 commands that are not supported"));
    }

    @Test
    void openSession_withoutMessages_isNoFrameThatWasBegun() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            clock.step(Duration.ofSeconds(31));
            awaitQuiet();
            deliver(sender, "<38>one");
        }
    }

    @Test
    void halfFrame_isClosedAtItsDeadline_withAFarewell() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            sender.raw("2 syslog 7 <38>one\n3 syslog 7 <38>t");
            assertEquals("2 rsp 200 OK", sender.answer());
            awaitQuiet();
            clock.step(Duration.ofSeconds(30));
            assertEquals("0 serverclose", sender.answer());
            assertTrue(sender.isClosed());
        }
        assertEquals(1, told.count(WHERE + "a frame was begun and not ended within 30 s"));
    }

    @Test
    void sender_thatWaitsForItsAnswer_isNotCalledIdle() throws Exception {
        start();
        writer.hold();
        try (RelpSender sender = new RelpSender(connect())) {
            sender.send("open", "relp_version=0\ncommands=syslog");
            await().until(() -> writer.batches() == 1);
            clock.step(Duration.ofMinutes(16));
            // Several looks at the deadlines come before the answer.
            try (RelpSender other = new RelpSender(connect())) {
                other.send("open", "relp_version=0\ncommands=syslog");
                await().until(() -> writer.batches() == 2);
            }
            writer.goOn();
            assertTrue(sender.answer().startsWith("1 rsp 200 OK"), told.lines::toString);
        }
    }

    @Test
    void idleSession_isClosedWithAFarewell() throws Exception {
        start();
        try (RelpSender sender = sender()) {
            deliver(sender, "<38>one");
            awaitQuiet();
            clock.step(Duration.ofMinutes(15));
            assertEquals("0 serverclose", sender.answer());
            assertTrue(sender.isClosed());
        }
    }

    @Test
    void stop_answersWhatWasTaken_afterItsCommit_andSaysFarewell() throws Exception {
        TcpSource source = start();
        try (RelpSender busy = sender();
                RelpSender idle = sender()) {
            writer.hold();
            busy.send("<38>one");
            await().until(() -> told.received(Input.RELP) == 1);
            Future<Void> stopped = source.stop(Duration.ofSeconds(10));
            assertEquals("0 serverclose", idle.answer());
            assertTrue(busy.isSilent());
            busy.send("<38>two");
            writer.goOn();
            assertEquals("2 rsp 200 OK", busy.answer());
            assertEquals("0 serverclose", busy.answer());
            assertTrue(busy.isClosed());
            get(stopped);
        }
        assertEquals(List.of("<38>one"), writer.texts());
    }
}
