package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real journal, written by systemd-journal-remote and read by a real journalctl, across a kill and a reboot. */
class JournalIT {
    private static final String EARLIER_BOOT = "1".repeat(32);

    @TempDir
    Path temp;

    @Test
    void entries_areReadOnce_acrossAKillAndAReboot() throws IOException {
        Path journalctl = Peers.program("journalctl", "systemd");
        String boot = boot();
        Path folder = Files.createDirectories(temp.resolve("journal"));
        Path path = wrapper(journalctl, folder, boot);
        try (FakePushover pushover = FakePushover.start();
                Program journal = journal(folder.resolve("a.journal"));
                AuthwatchProcess authwatch = authwatch(path).sendingTo(pushover)) {
            entry(journal, boot, 1_000_000, 1, "3", "there is a journal");
            Awaitility.await().until(() -> Files.exists(folder.resolve("a.journal")));
            authwatch.start();
            failures(journal, EARLIER_BOOT, 1, 1);
            journalHas(journalctl, folder, 1);
            Awaitility.await()
                    .during(Duration.ofMillis(500))
                    .until(() -> authwatch.metrics().received() == 0);
            authwatch.kill();
            authwatch.start();
            Rest.await(authwatch, 1);
            failures(journal, boot, 2, 4);
            Rest.await(authwatch, 4);
            assertEquals(4, authwatch.metrics().sum("authwatch_messages_received_total", "input=\"journal\""));
            authwatch.kill();
            failures(journal, EARLIER_BOOT.replace('1', '2'), 5, 6);
            failures(journal, boot, 7, 8);
            journalHas(journalctl, folder, 8);
            authwatch.start();
            Rest.await(authwatch, 4);
            assertEquals(4, authwatch.metrics().received(), authwatch::output);
            assertEquals(4, authwatch.metrics().sum("authwatch_events_total", "action=\"login\""), authwatch::output);
        }
    }

    @Test
    void keptEntry_thatTheJournalHasLost_costsNone() throws IOException {
        Path journalctl = Peers.program("journalctl", "systemd");
        String boot = boot();
        Path folder = Files.createDirectories(temp.resolve("journal"));
        try (Program first = journal(folder.resolve("a.journal"));
                AuthwatchProcess authwatch = authwatch(wrapper(journalctl, folder, boot))) {
            entry(first, boot, 1_000_000, 1, "3", "there is a journal");
            Awaitility.await().until(() -> Files.exists(folder.resolve("a.journal")));
            authwatch.start();
            failures(first, boot, 1, 2);
            Rest.await(authwatch, 2);
            authwatch.kill();
            first.kill();
            Files.delete(folder.resolve("a.journal"));
            try (Program second = journal(folder.resolve("b.journal"))) {
                failures(second, boot, 3, 5);
                journalHas(journalctl, folder, 3);
                authwatch.start();
                Rest.await(authwatch, 3);
                assertEquals(3, authwatch.metrics().received(), authwatch::output);
            }
        }
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                .strip()
                .replace("-", "");
    }

    /** What writes a journal of entries that are given to it. */
    private static Program journal(Path file) {
        Path remote = Path.of("/lib/systemd/systemd-journal-remote");
        if (!Files.isExecutable(remote)) {
            Peers.missing("systemd-journal-remote is not installed (Debian package systemd-journal-remote)");
        }
        return Program.start("journal", new ProcessBuilder(remote.toString(), "--output=" + file, "-"));
    }

    private AuthwatchProcess authwatch(Path path) {
        return new AuthwatchProcess(temp.resolve("authwatch"))
                .with("AUTHWATCH_JOURNAL_ENABLED", "true")
                .with("PATH", path + ":" + System.getenv("PATH"));
    }

    /**
     * A folder with a journalctl that reads the test's journal and no other. Of a machine's own journal it follows this
     * boot's entries alone (systemd 250 to 257); of a folder's it has to be told.
     */
    private Path wrapper(Path journalctl, Path folder, String boot) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Path script = bin.resolve("journalctl");
        Files.writeString(
                script,
                "#!/bin/sh\ncase \"$*\" in *--follow*) set -- --boot=" + boot + " \"$@\" ;; esac\nexec " + journalctl
                        + " --directory=" + folder + " \"$@\"\n");
        script.toFile().setExecutable(true);
        return bin;
    }

    /** Failed logins, one beside an entry of another facility, in the export format (systemd.io, Journal Export Formats). */
    private static void failures(Program journal, String boot, int from, int to) {
        for (int i = from; i <= to; i++) {
            long micros = Instant.now().toEpochMilli() * 1_000 + i;
            entry(journal, boot, micros, i, "3", "a daemon's word");
            entry(journal, boot, micros, i, "10", "Failed password for alice from 192.0.2.7 port 4" + i + " ssh2");
        }
    }

    private static void entry(Program journal, String boot, long micros, int pid, String facility, String message) {
        journal.type(String.join(
                "\n",
                List.of(
                        "__REALTIME_TIMESTAMP=" + micros,
                        "__MONOTONIC_TIMESTAMP=" + micros % 1_000_000_000,
                        "_BOOT_ID=" + boot,
                        "_MACHINE_ID=" + "2".repeat(32),
                        "_HOSTNAME=web-1",
                        "PRIORITY=6",
                        "SYSLOG_FACILITY=" + facility,
                        "SYSLOG_IDENTIFIER=sshd",
                        "SYSLOG_PID=" + pid,
                        "MESSAGE=" + message,
                        "")));
    }

    private static void journalHas(Path journalctl, Path folder, int failures) {
        Awaitility.await()
                .until(() -> Program.run(
                                        "journalctl",
                                        new ProcessBuilder(
                                                journalctl.toString(),
                                                "--directory=" + folder,
                                                "--output=cat",
                                                "SYSLOG_FACILITY=10"),
                                        Duration.ofSeconds(10))
                                .lines()
                                .stream()
                                .filter(line -> line.contains("Failed password"))
                                .count()
                        == failures);
    }
}
