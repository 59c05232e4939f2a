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

/**
 * The same by UDP, with an sshd that leaves the password to PAM (keyboard-interactive): there a refused user leaves no
 * {@code Failed} line at all.
 */
class RsyslogUdpIT {
    @TempDir
    Path temp;

    @Test
    void logins_throughTheUdpDropIn_areToldExactly() {
        Path log = temp.resolve("auth.log");
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp.resolve("authwatch"))
                        .sendingTo(pushover)
                        .start();
                RsyslogServer rsyslog = new RsyslogServer(temp.resolve("rsyslog"), Logins.HOST)
                        .with(DropIn.udp().to("127.0.0.1", authwatch.udpPort()))
                        .writing(log);
                Machine machine = Machine.start(temp.resolve("machine"), rsyslog.socket())) {
            machine.addUser("alice", "right one");
            rsyslog.start();
            try (SshServer sshd = SshServer.start(machine, temp.resolve("sshd"), SshServer.Asks.KEYBOARD_INTERACTIVE)) {
                Logins logins = new Logins(sshd, new SshClient(temp.resolve("client"), sshd.port()), log);
                logins.refuse(5);
                logins.accept();
                logins.assertTold(pushover, "error: PAM: Authentication failure for alice");
                Scrape scrape = Rest.await(authwatch, 8);
                assertEquals(scrape.received(), scrape.sum("authwatch_messages_received_total", "input=\"udp\""));
            }
        }
    }
}
