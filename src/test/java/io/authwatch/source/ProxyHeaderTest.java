package io.authwatch.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.pipeline.DropReason;
import io.authwatch.testkit.RelpSender;
import io.authwatch.wire.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol: believed of configured proxies, and of nobody else. */
class ProxyHeaderTest extends TcpFixture {
    private static final String HEADER = "PROXY TCP4 10.1.2.3 127.0.0.1 40712 5514\r\n";
    private static final int VERSION_2_PROXY = 0x21;
    private static final int VERSION_2_LOCAL = 0x20;
    private static final int TCP_OVER_IPV4 = 0x11;

    private void startBehindProxies(String... ranges) {
        proxies = List.of(ranges).stream().map(Cidr::parse).toList();
        start();
    }

    private static byte[] version2(int command, int... sender) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(new byte[] {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a});
        header.write(command);
        header.write(TCP_OVER_IPV4);
        header.write(new byte[] {0, 12});
        for (int octet : sender) {
            header.write(octet);
        }
        header.write(new byte[] {127, 0, 0, 1, (byte) 0x9f, 8, 0x15, (byte) 0x8a});
        return header.toByteArray();
    }

    private List<String> peers() {
        return writer.frames().stream().map(frame -> frame.origin().peer()).toList();
    }

    @Test
    void header_ofAProxy_namesTheSender_octetByOctetToo() throws Exception {
        startBehindProxies("127.0.0.9");
        try (Socket whole = connectFrom("127.0.0.9");
                Socket pieces = connectFrom("127.0.0.9")) {
            write(whole, HEADER + "<38>one\n<38>two\n");
            await().until(() -> writer.count() == 2);
            pieces.setTcpNoDelay(true);
            for (char octet : (HEADER.replace("10.1.2.3", "10.1.2.4") + "<38>three\n").toCharArray()) {
                write(pieces, String.valueOf(octet));
            }
            await().until(() -> writer.count() == 3);
        }
        assertEquals(List.of("<38>one", "<38>two", "<38>three"), writer.texts());
        assertEquals(List.of("10.1.2.3", "10.1.2.3", "10.1.2.4"), peers());
        await().until(() -> told.count("closed 10.1.2.3") == 1 && told.count("closed 10.1.2.4") == 1);
    }

    @Test
    void header_ofVersion2_namesTheSender_andOneWithoutASenderLeavesTheProxy() throws Exception {
        startBehindProxies("127.0.0.8/30");
        try (Socket proxied = connectFrom("127.0.0.9");
                Socket check = connectFrom("127.0.0.10")) {
            proxied.getOutputStream().write(version2(VERSION_2_PROXY, 10, 1, 2, 3));
            write(proxied, "<38>proxied\n");
            await().until(() -> writer.count() == 1);
            check.getOutputStream().write(version2(VERSION_2_LOCAL, 10, 1, 2, 4));
            write(check, "<38>check\n");
            await().until(() -> writer.count() == 2);
        }
        assertEquals(List.of("10.1.2.3", "127.0.0.10"), peers());
    }

    @Test
    void relp_isSpokenBehindAHeader() throws Exception {
        input = Input.RELP;
        conversations = Conversations.relp("authwatch,1.0", RelpFixture.resends(clock));
        origins = OriginFactory.RELP;
        startBehindProxies("127.0.0.9");
        try (RelpSender sender = new RelpSender(connectFrom("127.0.0.9"))) {
            sender.raw(HEADER);
            RelpFixture.deliver(sender.open(), "<38>one");
        }
        assertEquals(List.of("10.1.2.3"), peers());
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, "PROXY UNKNOWN\r\n", "PROXY TCP6 fd00::1 fd00::2 1 2\r\n"})
    void header_ofSomebodyElse_isNotBelieved(String header) throws Exception {
        startBehindProxies("127.0.0.9");
        try (Socket liar = connectFrom("127.0.0.10")) {
            write(liar, header + "<38>forged\n");
            awaitClosed(liar);
        }
        await().until(() -> told.count("closed 127.0.0.10") == 1);
        assertEquals(
                1,
                told.count("refused connection 127.0.0.10:"
                        + " a PROXY header came from an address that is not in AUTHWATCH_TCP_PROXIES"));
        assertEquals(0, writer.count());
    }

    @Test
    void header_ofVersion2_ofSomebodyElse_isNotBelieved() throws Exception {
        start();
        try (Socket liar = connect()) {
            liar.getOutputStream().write(version2(VERSION_2_PROXY, 10, 1, 2, 3));
            write(liar, "<38>forged\n");
        }
        await().until(() -> told.count("closed 127.0.0.1") == 1);
        assertTrue(peers().stream().allMatch("127.0.0.1"::equals), peers().toString());
    }

    @Test
    void proxy_withoutAHeader_isRefused() throws Exception {
        startBehindProxies("127.0.0.9");
        try (Socket proxy = connectFrom("127.0.0.9")) {
            write(proxy, "<38>who am I? It does not matter how long this line gets to be, it is none of them\r\n");
            awaitClosed(proxy);
        }
        await().until(() -> told.lines.stream()
                .anyMatch(line -> line.startsWith("refused connection 127.0.0.9: a proxy sent no PROXY header")));
        assertEquals(0, writer.count());
    }

    @Test
    void sender_behindAProxy_isHeldToWhoMaySend_andToTheConnectionsOfOneAddress() throws Exception {
        perAddressMax = 1;
        startBehindProxies("127.0.0.9");
        try (Socket stranger = connectFrom("127.0.0.9");
                Socket first = connectFrom("127.0.0.9");
                Socket other = connectFrom("127.0.0.9")) {
            write(stranger, HEADER.replace("10.1.2.3", "203.0.113.7") + "<38>stranger\n");
            awaitClosed(stranger);
            assertEquals(1, told.dropped(Input.TCP, DropReason.SENDER));
            assertEquals(1, told.count("refused sender 203.0.113.7"));
            write(first, HEADER + "<38>first\n");
            write(other, HEADER.replace("10.1.2.3", "10.1.2.4") + "<38>other\n");
            await().until(() -> writer.count() == 2);
            try (Socket second = connectFrom("127.0.0.9")) {
                write(second, HEADER + "<38>second\n");
                awaitClosed(second);
            }
        }
        assertEquals(
                1, told.count("refused connection 10.1.2.3: it has 1 connections already, the most for one address"));
        assertEquals(2, writer.count());
    }
}
