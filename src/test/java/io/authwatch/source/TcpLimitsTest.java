package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.pipeline.DropReason;
import io.authwatch.wire.Input;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, deadlines and streams that cannot be read. */
class TcpLimitsTest extends TcpFixture {
    /** Lets the loop read what is on its way: a connection of our own that comes later was read after it. */
    private void awaitQuiet() throws Exception {
        long before = told.count("closed 127.0.0.1");
        for (int i = 0; i < 3; i++) {
            connect().close();
        }
        await().until(() -> told.count("closed 127.0.0.1") == before + 3);
    }

    static Stream<Arguments> streamsThatCannotBeRead() {
        return Stream.of(
                Arguments.of("9999999 <38>x", "a frame is longer than 65536 octets"),
                Arguments.of(
                        "\u0016\u0003\u0001\u0002",
                        "a TLS handshake came to a port without TLS: send plain, or to the TLS port"),
                Arguments.of("x\u0001zzz", "a compressed stream is not supported: switch off stream compression"));
    }

    @Test
    void connections_overTheLimits_areRefused_andThereIsRoomAgainAfterwards() throws Exception {
        perAddressMax = 3;
        start();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sockets.add(connect());
        }
        await().until(() -> told.count("opened 127.0.0.1") == 3);
        try (Socket fourth = connect()) {
            awaitClosed(fourth);
        }
        assertEquals(
                1, told.count("refused connection 127.0.0.1: it has 3 connections already, the most for one address"));
        sockets.get(0).close();
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        try (Socket fifth = connect()) {
            write(fifth, "<38>in\n");
            await().until(() -> writer.count() == 1);
        }
        sockets.get(1).close();
        sockets.get(2).close();
    }

    @Test
    void sender_thatIsNotAllowed_isClosedCountedAndToldOnce() throws Exception {
        allowed = List.of(Cidr.parse("192.0.2.0/24"));
        start();
        for (int i = 0; i < 3; i++) {
            try (Socket socket = connect()) {
                awaitClosed(socket);
            }
        }
        assertEquals(3, told.dropped(Input.TCP, DropReason.SENDER));
        assertEquals(3, told.received(Input.TCP));
        assertEquals(List.of("started tcp 127.0.0.1:" + port, "refused sender 127.0.0.1"), told.lines);
    }

    @Test
    void connection_thatIsIdle_isClosed() throws Exception {
        start();
        try (Socket idle = connect();
                Socket busy = connect()) {
            write(idle, "<38>a\n");
            write(busy, "<38>a\n");
            await().until(() -> writer.count() == 2);
            clock.step(Duration.ofMinutes(14));
            write(busy, "<38>b\n");
            await().until(() -> writer.count() == 3);
            clock.step(Duration.ofMinutes(1));
            awaitClosed(idle);
            await().until(() -> told.count("closed 127.0.0.1") == 1);
            assertEquals(1, told.count("refused connection 127.0.0.1: it was idle for 900 s"));
            write(busy, "<38>c\n");
            await().until(() -> writer.count() == 4);
        }
    }

    @Test
    void connection_thatBeginsAFrameAndDoesNotEndIt_isClosed_howeverBusyItIs() throws Exception {
        start();
        try (Socket slow = connect();
                Socket keepsAlive = connect()) {
            write(slow, "<38>be");
            await().until(() -> told.count("opened 127.0.0.1") == 2);
            awaitQuiet();
            write(keepsAlive, "\n");
            awaitQuiet();
            clock.step(Duration.ofSeconds(29));
            write(slow, "g");
            awaitQuiet();
            clock.step(Duration.ofSeconds(1));
            awaitClosed(slow);
            assertEquals(1, told.count("refused connection 127.0.0.1: a frame was begun and not ended within 30 s"));
            write(keepsAlive, "<38>alive\n");
            await().until(() -> writer.texts().equals(List.of("<38>alive")));
        }
    }

    @Test
    void connection_thatIsHeldBack_isNotCalledIdle() throws Exception {
        start();
        writer.full(true);
        try (Socket socket = connect()) {
            write(socket, "<38>one\n");
            await().until(() -> told.received(Input.TCP) == 1);
            clock.step(Duration.ofMinutes(16));
            awaitQuiet();
            writer.full(false);
            await().until(() -> writer.count() == 1);
            write(socket, "<38>two\n");
            await().until(() -> writer.count() == 2);
        }
    }

    @ParameterizedTest
    @MethodSource("streamsThatCannotBeRead")
    void stream_thatCannotBeRead_isClosedWithOneClearLine(String octets, String why) throws Exception {
        start();
        try (Socket socket = connect()) {
            write(socket, octets);
            awaitClosed(socket);
        }
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertEquals(1, told.count("refused connection 127.0.0.1: " + why), told.lines.toString());
        long oversize = why.contains("longer") ? 1 : 0;
        assertEquals(oversize, told.dropped(Input.TCP, DropReason.OVERSIZE));
        assertEquals(oversize, told.received(Input.TCP));
        assertEquals(0, writer.count());
        try (Socket next = connect()) {
            write(next, "<38>fine\n");
            await().until(() -> writer.count() == 1);
        }
    }
}
