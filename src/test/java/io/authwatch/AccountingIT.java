package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.Scrape;
import io.authwatch.testkit.TcpSender;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every received message ends in exactly one place, and the metrics say in which. */
class AccountingIT {
    @TempDir
    Path temp;

    @Test
    void received_isDecidedPlusIgnoredPlusDropped_withEveryTermAboveZero() throws Exception {
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_SENDERS_ALLOWED", "127.0.0.1/32")
                        .start();
                TcpSender sender = new TcpSender(authwatch.tcpPort(), "web-1")) {
            sender.send("sshd", "Failed password for alice from 192.0.2.7 port 22 ssh2");
            sender.send("sshd", "a line that nobody knows");
            sender.send(30, "systemd", "of facility daemon, which nobody asked for");
            datagram("127.0.0.1", authwatch.udpPort());
            datagram("127.0.0.2", authwatch.udpPort());
            Scrape scrape = Rest.await(authwatch, 5);
            assertEquals(5, scrape.received(), scrape::account);
            assertEquals(3, scrape.decided(), scrape::account);
            assertEquals(1, scrape.ignored(), scrape::account);
            assertEquals(1, scrape.dropped(), scrape::account);
            assertEquals(1, scrape.sum("authwatch_messages_dropped_total", "input=\"udp\"", "reason=\"sender\""));
            assertEquals(1, scrape.sum("authwatch_events_total", "action=\"other\""));
        }
    }

    @Test
    void liveScrape_isAcceptedByPromtool() throws Exception {
        Path promtool = Peers.program("promtool", "prometheus");
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch")).start();
                TcpSender sender = new TcpSender(authwatch.tcpPort(), "web-1")) {
            for (int i = 0; i < 6; i++) {
                sender.send("sshd", "Failed password for alice from 192.0.2.7 port 22 ssh2");
            }
            String scrape = Rest.await(authwatch, 6).text();
            try (Program check =
                    Program.start("promtool", new ProcessBuilder(promtool.toString(), "check", "metrics"))) {
                check.type(scrape.stripTrailing());
                check.endInput();
                Program.Finished finished = check.finished(Duration.ofSeconds(30));
                assertEquals(0, finished.code(), finished::text);
            }
        }
    }

    private static void datagram(String source, int port) throws Exception {
        byte[] octets = "<38>Nov 23 12:00:00 web-1 sshd[1]: Failed password for bob from 192.0.2.7 port 22 ssh2"
                .getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            socket.send(new DatagramPacket(octets, octets.length, InetAddress.getByName("127.0.0.1"), port));
        }
    }
}
