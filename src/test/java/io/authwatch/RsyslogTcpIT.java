package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.DropIn;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.Logins;
import io.authwatch.testkit.Machine;
import io.authwatch.testkit.Rest;
import io.authwatch.testkit.RsyslogServer;
import io.authwatch.testkit.Scrape;
import io.authwatch.testkit.SshClient;
import io.authwatch.testkit.SshServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real logins at a real sshd, through a real rsyslogd with the shipped TCP drop-in, become notifications. */
class RsyslogTcpIT {
    @TempDir
    Path temp;

    @Test
    void logins_throughTheTcpDropIn_areToldExactly() {
        Path log = temp.resolve("auth.log");
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .sendingTo(pushover)
                        .start();
                RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), Logins.HOST)
                        .with(DropIn.tcp().to("127.0.0.1", authwatch.tcpPort()))
                        .writing(log);
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            rsyslog.start();
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.PASSWORD)) {
                Logins logins = new Logins(sshd, new SshClient(temp.resolve("client"), sshd.port()), log);
                logins.refuse(5);
                logins.accept();
                logins.assertTold(pushover, "Failed password for alice");
                Scrape scrape = Rest.await(authwatch, 8);
                assertEquals(scrape.received(), scrape.sum("authwatch_messages_received_total", "input=\"tcp\""));
            }
        }
    }
}
