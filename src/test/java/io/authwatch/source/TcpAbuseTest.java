package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders of plain TCP and RELP who mean harm: tests A2, A3, A4 and A7 of the fault table, as far as one input goes. */
class TcpAbuseTest extends TcpFixture {
    private static final String ENDLESS = "x".repeat(16_384);

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket from(String address) throws IOException {
        Socket socket = connectFrom(address);
        sockets.add(socket);
        return socket;
    }

    private void speakRelp() {
        input = Input.RELP;
        conversations = Conversations.relp("authwatch,1.0", RelpFixture.resends(clock));
        origins = OriginFactory.RELP;
    }

    private long closed() {
        return told.lines.stream().filter(line -> line.startsWith("closed ")).count();
    }

    private long deadlinesMissed() {
        return told.lines.stream()
                .filter(line -> line.endsWith("a frame was begun and not ended within 30 s"))
                .count();
    }

    private static CompletableFuture<Void> sending(Socket socket, int lines, String line) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    write(socket, line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void slowSenders_areClosedAtTheFrameDeadline_andAGoodOneLosesNothing() throws Exception {
        int slow = 1_000;
        start();
        Socket good = from("127.0.0.200");
        for (int i = 0; i < slow; i++) {
            write(from("127.0.0." + (1 + i % 4)), "<");
        }
        await().until(() ->
                told.lines.stream().filter(line -> line.startsWith("opened")).count() == slow + 1);
        // One octet every 10 s; a word of the good sender is read after theirs.
        for (int seconds = 0; seconds < 30; seconds += 10) {
            for (Socket socket : sockets.subList(1, slow + 1)) {
                write(socket, "3");
            }
            int said = seconds / 10 + 1;
            write(good, "<38>good\n");
            await().until(() -> writer.count() == said);
            assertEquals(0, deadlinesMissed(), "after " + seconds + " s");
            clock.step(Duration.ofSeconds(seconds < 20 ? 10 : 9));
        }
        write(good, "<38>good\n");
        await().until(() -> writer.count() == 4);
        assertEquals(0, deadlinesMissed(), "after 29 s");
        clock.step(Duration.ofSeconds(6));
        await().until(() -> closed() == slow);
        assertEquals(slow, deadlinesMissed());
        write(good, "<38>good\n");
        await().until(() -> writer.count() == 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000 ", "<38>no line feed ", "65537 <38>", "9999999 <38>"})
    void frame_withoutEnd_isClosedAfterTheLimit_andCountedOnce(String begin) throws Exception {
        start();
        Socket endless = from("127.0.0.1");
        int written = 0;
        try {
            write(endless, begin);
            while (written < 64 << 20) {
                write(endless, ENDLESS);
                written += ENDLESS.length();
            }
        } catch (IOException closedByThem) {
            // As it should be.
        }
        assertTrue(written < 16 << 20, "it could write " + written + " octets, more than the kernel's buffers hold");
        await().until(() -> closed() == 1);
        assertEquals(1, told.received(Input.TCP));
        assertEquals(1, told.dropped(Input.TCP, DropReason.OVERSIZE));
        assertEquals(0, writer.count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 <38>a\n",
                "-1 <38>a\n",
                "007 <38>a\n",
                "12345678901234567890 <38>a\n",
                "2147483648 <38>a\n",
                "4294967301 <38>a\n",
                "12<38>a\n",
                "12 ",
                " <38>a\n",
                "1 <38>a\n"
            })
    void length_thatIsNone_isResyncedOrClosed_andTheNextConnectionIsFine(String octets) throws Exception {
        start();
        try (Socket bad = connect()) {
            write(bad, octets);
            write(bad, "<38>after\n");
        }
        await().until(() -> closed() == 1);
        write(from("127.0.0.1"), "<38>fine\n");
        await().until(() -> writer.texts().contains("<38>fine"));
        assertTrue(told.lines.stream().noneMatch(line -> line.contains("mistake")), told.lines.toString());
        assertTrue(writer.texts().size() <= 4, writer.texts().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 syslog 2147483648 x",
                "2 syslog 4294967301 x",
                "2 syslog -1 x",
                "2 syslog 007 x",
                "2 syslog 99999999999999999999 x",
                "2 syslog 1000000000 x",
                "2 syslog 999999999 x",
                "2 syslog\n",
                "-2 syslog 1 x\n",
                "2147483650 syslog 1 x\n",
                "2 syslog 1xx\n"
            })
    void relpLength_thatIsNone_isClosed_andTheNextConnectionIsFine(String octets) throws Exception {
        speakRelp();
        start();
        try (RelpSender bad = new RelpSender(connect()).open()) {
            bad.raw(octets);
            if (!octets.contains("007")) {
                assertTrue(bad.isClosed());
            }
        }
        await().until(() -> closed() == 1);
        assertEquals(0, writer.count());
        assertTrue(told.lines.stream().noneMatch(line -> line.contains("mistake")), told.lines.toString());
        try (RelpSender good = new RelpSender(connect()).open()) {
            RelpFixture.deliver(good, "<38>fine");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unfinishedFrames_ofAllConnections_areBounded_andWhoHoldsLittleStays(boolean relp) throws Exception {
        unfinished = 1 << 20;
        if (relp) {
            speakRelp();
        }
        start();
        Socket small = from("127.0.0.200");
        RelpSender good = relp ? new RelpSender(small).open() : null;
        write(small, relp ? "2 syslog 8 <38>" : "<38>sm");
        for (int i = 0; i < 60; i++) {
            Socket greedy = from("127.0.0." + (1 + i % 4));
            if (relp) {
                RelpSender sender = new RelpSender(greedy).open();
                sender.raw("2 syslog 60000 " + "x".repeat(40_000));
            } else {
                write(greedy, "60000 <38>" + "x".repeat(40_000));
            }
        }
        // Each holds at least 40,000 octets, and at most the 65,536 of the longest frame.
        await().untilAsserted(() -> assertTrue(closed() >= 60 - (1 << 20) / 40_000, told.lines.toString()));
        assertTrue(told.count("limit unfinished") >= 60 - (1 << 20) / 40_000, told.lines.toString());
        assertTrue(closed() <= 60 - (1 << 20) / 65_537 + 1, "no more than had to: " + closed());
        write(small, relp ? "good\n" : "all\n");
        await().untilAsserted(() -> assertEquals(List.of(relp ? "<38>good" : "<38>small"), writer.texts()));
        if (good != null) {
            assertEquals("2 rsp 200 OK", good.answer());
        }
    }

    @Test
    void address_inFullFlow_isHeldBackAndToldOnce_andAnotherIsRead() throws Exception {
        senderInFlight = 200_000;
        start();
        writer.hold();
        String line = "<38>" + "f".repeat(990) + "\n";
        List<CompletableFuture<Void>> floods = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            floods.add(sending(from("127.0.0.66"), 2_000, line));
        }
        await().until(() -> told.lines.stream().anyMatch(told -> told.startsWith("limited")));
        write(from("127.0.0.1"), "<38>normal\n");
        await().until(() -> writer.takenTexts().contains("<38>normal"));
        assertTrue(
                writer.takenOctets() <= 200_000 + 8 * 66_536,
                "one read of each connection beyond, not " + writer.takenOctets());
        writer.goOn();
        for (CompletableFuture<Void> flood : floods) {
            flood.get(20, TimeUnit.SECONDS);
        }
        await().until(() -> writer.count() == 16_001);
        assertEquals(
                List.of("limited tcp 127.0.0.66: it met AUTHWATCH_LIMITS_IN_FLIGHT_PER_ADDRESS"),
                told.lines.stream().filter(told -> told.startsWith("limited")).toList());
        assertEquals(0, told.dropped(Input.TCP, DropReason.RATE));
    }

    @Test
    void address_thatIsFasterThanItMay_isHeldBack_andLosesNothing() throws Exception {
        senderRate = 100;
        start();
        CompletableFuture<Void> fast = sending(from("127.0.0.66"), 20_000, "<38>fast\n");
        await().until(() -> told.count("limited tcp 127.0.0.66: it met AUTHWATCH_TCP_SENDER_RATE") == 1);
        write(from("127.0.0.1"), "<38>normal\n");
        await().until(() -> writer.texts().contains("<38>normal"));
        int before = writer.count();
        assertTrue(before < 20_000, "taken: " + before);
        await().until(() -> {
            clock.step(Duration.ofSeconds(10));
            return writer.count() == 20_001;
        });
        fast.get(10, TimeUnit.SECONDS);
    }
}
