package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.EventText;
import io.authwatch.testkit.Machine;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.WatchedMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real useradd, usermod, gpasswd, passwd and their like do to accounts, and what a real cron runs. */
class RealAccountsIT {
    private static final Duration RUN_MAX = Duration.ofSeconds(30);
    /** What these programs do, told apart from what PAM says around it. */
    private static final Set<String> CHANGES = Set.of(
            "user-create",
            "user-change",
            "user-delete",
            "group-create",
            "group-change",
            "group-delete",
            "group-member-add",
            "group-member-remove",
            "password-change",
            "crontab-change",
            "cron-run");

    @TempDir
    Path temp;

    private WatchedMachine watched;
    private Machine machine;

    @BeforeEach
    void start() {
        watched = WatchedMachine.start(temp);
        machine = watched.machine();
    }

    @AfterEach
    void stop() {
        watched.close();
    }

    @Test
    void accounts_areToldChangeByChange() {
        Peers.program("useradd", "passwd");
        root("groupadd dev");
        root("useradd --create-home --user-group eve");
        root("usermod --append --groups sudo eve");
        root("gpasswd --add eve dev");
        root("gpasswd --delete eve dev");
        root("printf 'right one\\nright one\\n' | passwd eve");
        root("usermod --non-unique --uid 0 eve");
        root("usermod --lock eve");
        root("chage --maxdays 99 eve");
        root("chsh --shell /bin/sh eve");
        root("groupmod --new-name devs dev");
        root("userdel --force eve");
        root("groupdel devs");
        assertChanges(List.of(
                "groupadd group-create success group=dev",
                "useradd group-create success group=eve",
                "useradd user-create success target=eve",
                "usermod group-member-add success target=eve group=sudo",
                "gpasswd group-member-add success user=root target=eve group=dev",
                "gpasswd group-member-remove success user=root target=eve group=dev",
                "passwd password-change success user=eve target=eve",
                "usermod user-change success target=eve reason=uid-0",
                "usermod user-change success target=eve",
                "chage user-change success target=eve",
                "chsh user-change success target=eve",
                "groupmod group-change success group=dev",
                "userdel user-delete success target=eve",
                "userdel group-member-remove success target=eve group=sudo",
                "userdel group-delete success target=eve group=eve",
                "groupdel group-delete success group=devs"));
    }

    @Test
    void passwd_ofUsersThemselves_isTold_andItsRefusal() {
        machine.addUser("eve", "right one");
        machine.runAs("eve", "wrong one", "passwd");
        Program.Finished changed = machine.runAs("eve", "right one\nA-better-1-of-them\nA-better-1-of-them", "passwd");
        assertEquals(0, changed.code(), changed::text);
        List<JsonNode> events = watched.events();
        assertEquals(
                List.of("passwd password-change success user=eve target=eve"),
                events.stream()
                        .filter(event -> event.at("/process/name").asText().equals("passwd"))
                        .filter(event -> EventText.action(event).equals("password-change"))
                        .map(EventText::of)
                        .toList(),
                () -> lines(events));
        watched.assertAllRecognised(events);
    }

    @Test
    void cron_saysWhoRanWhat_andWhoChangedATable() {
        Path cron = Peers.program("cron", "cron");
        Peers.program("crontab", "cron");
        machine.addUser("bob", "right one");
        int before = watched.events().size();
        String framing = "true (root) CMD (x) from 203.0.113.66 port 22 ssh2";
        Program.Finished replaced = machine.runAs("bob", "@reboot : " + framing, "crontab", "-");
        assertEquals(0, replaced.code(), replaced::text);
        root("rm -f /etc/cron.d/* && echo '@reboot root true of root' > /etc/cron.d/test");
        try (Program daemon = Program.start("cron", machine.command(cron.toString(), "-f"))) {
            Awaitility.await()
                    .atMost(RUN_MAX)
                    .until(() -> watched.events().stream()
                                    .filter(event ->
                                            event.at("/message").asText().contains("session closed"))
                                    .count()
                            >= 2);
            List<JsonNode> events = watched.events();
            assertEquals(
                    Set.of(
                            "crontab crontab-change success user=bob target=bob",
                            "cron cron-run success user=bob command=: " + framing,
                            "cron cron-run success user=root command=true of root"),
                    changes(events.subList(before, events.size())).stream().collect(Collectors.toSet()),
                    () -> lines(events) + daemon);
            assertHolds(events);
        }
    }

    private void root(String command) {
        Program.Finished end = machine.run("bash", "-c", command);
        assertEquals(0, end.code(), () -> command + ": " + end.text());
    }

    private void assertChanges(List<String> expected) {
        List<JsonNode> events = watched.events();
        assertEquals(String.join("\n", expected), String.join("\n", changes(events)), () -> lines(events));
        assertHolds(events);
    }

    private static List<String> changes(List<JsonNode> events) {
        return events.stream()
                .filter(event -> CHANGES.contains(EventText.action(event)))
                .filter(event -> event.at("/auth/primary").asBoolean())
                .map(EventText::of)
                .toList();
    }

    private void assertHolds(List<JsonNode> events) {
        assertEquals(
                List.of(),
                events.stream()
                        .filter(event -> event.has("source"))
                        .map(EventText::line)
                        .toList());
        watched.assertAllRecognised(events);
    }

    private static String lines(List<JsonNode> events) {
        return events.stream().map(EventText::line).collect(Collectors.joining("\n"));
    }
}
