package io.authwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AcknowledgedLogins;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM while senders send (D10): readiness falls first, nobody is taken any more, what was read is decided, committed
 * and answered, and then it ends.
 */
class StopIT {
    private static final Duration SETTLED_MAX = Duration.ofSeconds(30);
    private static final Duration EXIT_MAX = Duration.ofSeconds(10);
    private static final String RULES = "rules:\n  root: {when: {user: root}}\n";

    @TempDir
    Path temp;

    @Test
    void stop_whileSendersSend_losesNothingThatWasTaken_andReadinessFallsFirst() throws Exception {
        try (AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_HISTORY_MAX_RATE", "1000000")
                        .withRules(RULES)
                        .start();
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), authwatch.tcpPort());
                AcknowledgedLogins relp = new AcknowledgedLogins(authwatch.relpPort(), "r")) {
            CompletableFuture<List<String>> written = CompletableFuture.supplyAsync(() -> writeUntilTold(plain));
            await().atMost(SETTLED_MAX).until(() -> relp.answered().size() > 500);

            Instant began = Instant.now();
            CompletableFuture<Program.Finished> ended = CompletableFuture.supplyAsync(authwatch::stop);
            boolean readyWhenRefused = false;
            while (accepts(authwatch.tcpPort())) {
                // Asked after the port was found open: once it is closed, the last answer is of the time before.
                readyWhenRefused = authwatch.api().status(authwatch.management("/q/health/ready")) == 200;
            }
            assertEquals(143, ended.join().code());
            Duration took = Duration.between(began, Instant.now());
            assertTrue(took.compareTo(EXIT_MAX) < 0, took::toString);
            assertTrue(!readyWhenRefused, "it was ready until the port was closed");

            List<String> taken = new ArrayList<>(relp.end());
            taken.addAll(written.join());
            authwatch.start();
            assertEquals(Set.of(), AcknowledgedLogins.lost(taken, authwatch));
            System.out.println("stopped in " + took.toMillis() + " ms; " + taken.size() + " taken, 0 lost");
        }
    }

    /** Writes until the other side says that it reads no more, then ends the stream; answers what was written. */
    private static List<String> writeUntilTold(Socket socket) {
        List<String> names = new ArrayList<>();
        try {
            while (socket.getInputStream().available() == 0 && !isTold(socket)) {
                String name = "t" + names.size();
                socket.getOutputStream()
                        .write(("<38>Nov 23 12:00:00 tcp-1 sshd[1]: Accepted password for " + name
                                        + " from 192.0.2.7 port 22 ssh2\n")
                                .getBytes(StandardCharsets.US_ASCII));
                names.add(name);
            }
            socket.shutdownOutput();
            return names;
        } catch (IOException e) {
            throw new AssertionError("the connection was reset after " + names.size() + " messages", e);
        }
    }

    private static boolean isTold(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException notYet) {
            return false;
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
