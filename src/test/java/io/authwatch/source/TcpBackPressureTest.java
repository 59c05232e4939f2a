package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Input;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Senders held back by not reading. */
class TcpBackPressureTest extends TcpFixture {
    private static CompletableFuture<Void> sending(Socket socket, int lines, String filler) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    write(socket, "<38>" + i + " " + filler + "\n");
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits until several looks in a row find the same. */
    private void awaitStable() {
        int[] last = {-1, 0};
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            int now = writer.takenOctets();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == 10;
        });
    }

    @Test
    void sender_isHeldBack_whenTooMuchIsInFlight_andNothingIsLost() throws Exception {
        start();
        writer.hold();
        int lines = 20_000;
        String filler = "x".repeat(990);
        try (Socket socket = connect()) {
            CompletableFuture<Void> sent = sending(socket, lines, filler);
            await().until(() -> writer.takenOctets() >= CONNECTION_IN_FLIGHT);
            awaitStable();
            assertTrue(
                    writer.takenOctets() <= CONNECTION_IN_FLIGHT + 65_536 + 1_000,
                    "one read beyond the limit, not " + writer.takenOctets());
            assertTrue(!sent.isDone(), "the kernel's buffers are full and the sender waits");
            writer.goOn();
            sent.get(20, TimeUnit.SECONDS);
            await().until(() -> writer.count() == lines);
        }
        List<String> texts = writer.texts();
        for (int i = 0; i < lines; i++) {
            assertTrue(texts.get(i).startsWith("<38>" + i + " "), texts.get(i));
        }
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void senders_areHeldBack_whenTooMuchIsInFlightInAll() throws Exception {
        inFlight = new InFlight(150_000);
        start();
        writer.hold();
        List<Socket> sockets = new ArrayList<>();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            Socket socket = connect();
            sockets.add(socket);
            sent.add(sending(socket, 100, "y".repeat(990)));
        }
        await().until(() -> inFlight.isFull());
        awaitStable();
        assertTrue(
                writer.takenOctets() <= 150_000 + 8 * 66_536, "one read of each beyond, not " + writer.takenOctets());
        writer.goOn();
        await().until(() -> writer.count() == 800);
        for (CompletableFuture<Void> done : sent) {
            done.get(10, TimeUnit.SECONDS);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void batch_thatTheWriterHasNoRoomFor_isHeldAndDeliveredLater() throws Exception {
        start();
        writer.full(true);
        try (Socket socket = connect()) {
            write(socket, "<38>one\n<38>two\n");
            await().until(() -> told.received(Input.TCP) == 2);
            write(socket, "<38>three\n");
        }
        writer.full(false);
        await().until(() -> writer.count() == 3);
        assertEquals(List.of("<38>one", "<38>two", "<38>three"), writer.texts());
        assertEquals(0, told.dropped(Input.TCP, DropReason.OVERLOAD));
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void sender_thatIsHeldBackAndCloses_losesNothing() throws Exception {
        start();
        writer.hold();
        int lines = 1_000;
        try (Socket socket = connect()) {
            sending(socket, lines, "z".repeat(990)).get(10, TimeUnit.SECONDS);
        }
        await().until(() -> writer.takenOctets() >= CONNECTION_IN_FLIGHT);
        awaitStable();
        writer.goOn();
        await().until(() -> writer.count() == lines);
    }
}
