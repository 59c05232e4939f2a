package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.wire.Input;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSourceTest extends TcpFixture {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothFramings_inOneConnection_areRead(boolean nativeTransport) throws Exception {
        get(vertx.close());
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
        start();
        try (Socket socket = connect()) {
            write(socket, "<38>line\n8 <38>five<38>next\r\n");
            await().until(() -> writer.count() == 3);
            write(socket, "9 <38>co");
            write(socket, "unt<38>no end");
            await().until(() -> writer.count() == 4);
        }
        await().until(() -> writer.count() == 5);
        assertEquals(
                List.of("<38>line", "<38>five", "<38>next", "<38>count", "<38>no end"),
                writer.texts().stream().map(String::strip).toList());
        assertEquals("127.0.0.1", writer.frames().get(0).origin().peer());
        assertEquals(5, told.received(Input.TCP));
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(List.of("started tcp 127.0.0.1:" + port, "opened 127.0.0.1", "closed 127.0.0.1"), told.lines);
        assertEquals(0, inFlight.octets());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tenThousandFrames_overFiftyConnections_allArriveInOrder(int loopsNow) throws Exception {
        loops = loopsNow;
        start();
        List<Socket> sockets = new ArrayList<>();
        for (int c = 0; c < 50; c++) {
            sockets.add(connect());
        }
        for (int i = 0; i < 200; i++) {
            for (int c = 0; c < 50; c++) {
                write(sockets.get(c), "<38>" + c + "/" + i + "\n");
            }
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> writer.count() == 10_000);
        for (int c = 0; c < 50; c++) {
            String prefix = "<38>" + c + "/";
            List<String> ofOne =
                    writer.texts().stream().filter(t -> t.startsWith(prefix)).toList();
            assertEquals(IntStream.range(0, 200).mapToObj(i -> prefix + i).toList(), ofOne);
        }
        await().until(() -> inFlight.octets() == 0);
    }

    @Test
    void stop_readsWhatSendersHadSent_andLetsThemEnd() throws Exception {
        loops = 2;
        TcpSource source = start();
        List<Socket> sockets = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            sockets.add(connect());
        }
        await().until(() -> told.count("opened 127.0.0.1") == 4);
        Future<Void> stopped = source.stop(Duration.ofSeconds(10));
        for (Socket socket : sockets) {
            awaitClosed(socket);
            await("nobody listens while the last words are read").until(this::isRefused);
            write(socket, "<38>last words\n");
            socket.close();
        }
        get(stopped);
        assertEquals(4, writer.count());
    }

    /** The listening sockets of two loops are closed one after the other. */
    private boolean isRefused() {
        try (Socket accepted = connect()) {
            return !accepted.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void stop_closesSendersThatDoNotEnd_atTheDeadline() throws Exception {
        TcpSource source = start();
        try (Socket stubborn = connect()) {
            write(stubborn, "<38>a\n");
            await().until(() -> writer.count() == 1);
            get(source.stop(Duration.ofMillis(50)));
            await().until(() -> told.count("closed 127.0.0.1") == 1);
        }
    }

    @Test
    void port_inUse_isSaidInOneLine() throws Exception {
        start();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> get(source().start("127.0.0.1", port)));
        assertTrue(
                refused.getMessage().startsWith("cannot listen on tcp 127.0.0.1:" + port + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
    }

    @Test
    void listeners_onTwoLoops_shareTheConnections() throws Exception {
        loops = 2;
        start();
        for (int i = 1; i <= 4; i++) {
            try (Socket socket = connect()) {
                write(socket, "<38>x\n");
                int expected = i;
                await().until(() -> writer.count() == expected);
            }
        }
        assertEquals(2, writer.threads().size(), writer.threads().toString());
    }
}
