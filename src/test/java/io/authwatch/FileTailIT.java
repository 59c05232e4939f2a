package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.Logins;
import io.authwatch.testkit.Logrotate;
import io.authwatch.testkit.Machine;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.Scrape;
import io.authwatch.testkit.SshClient;
import io.authwatch.testkit.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a real rsyslogd writes is read as it grows, across a real logrotate, no line lost and none twice. */
class FileTailIT {
    @TempDir
    Path temp;

    @Test
    void logins_inATailedFile_areToldExactly_acrossARotation() throws IOException {
        Path log = Files.createDirectories(temp.resolve("log")).resolve("auth.log");
        Path all = temp.resolve("all.log");
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .with("AUTHWATCH_FILES", log.toString())
                        .sendingTo(pushover)
                        .start();
                RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), Logins.HOST).writing(log);
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            rsyslog.start();
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.PASSWORD)) {
                Logins logins = new Logins(sshd, new SshClient(temp.resolve("client"), sshd.port()), all);
                logins.refuse(3);
                new Logrotate(temp.resolve("rotate"), log, rsyslog.pidFile()).rotate();
                logins.refuse(2);
                logins.accept();
                pushover.awaitAccepted(2);
                List<String> lines = join(log, all);
                logins.assertTold(pushover, "Failed password for alice");
                Scrape scrape = Rest.await(authwatch, lines.size());
                assertTrue(Files.size(log.resolveSibling("auth.log.1")) > 0, "the rotation happened");
                assertEquals(join(log, all).size(), scrape.sum("authwatch_messages_received_total", "input=\"file\""));
            }
        }
    }

    /** Both generations of the log in one file, as the story's times are read from it. */
    private static List<String> join(Path log, Path all) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path part : Stream.of(log.resolveSibling("auth.log.1"), log).toList()) {
            lines.addAll(Files.readAllLines(part));
        }
        Files.write(all, lines);
        return lines;
    }
}
