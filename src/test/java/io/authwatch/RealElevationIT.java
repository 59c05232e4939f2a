package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.EventText;
import io.authwatch.testkit.Machine;
import io.authwatch.testkit.Peers;
import io.authwatch.testkit.Program;
import io.authwatch.testkit.WatchedMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who became whom by a real sudo and a real su, and who was refused, whatever stands in folders and arguments. */
class RealElevationIT {
    private static final String RIGHT = "right one";
    private static final String SUDOERS = """
            Defaults !lecture, !fqdn, timestamp_timeout=0
            bob ALL=(ALL:ALL) NOPASSWD: ALL
            carol ALL=(root) NOPASSWD: /bin/true
            dan ALL=(ALL) ALL
            """;

    @TempDir
    Path temp;

    private WatchedMachine watched;
    private Machine machine;
    private final List<String> expected = new ArrayList<>();

    @BeforeEach
    void start() {
        Peers.program("sudo", "sudo");
        Peers.program("setpriv", "util-linux");
        watched = WatchedMachine.start(temp);
        machine = watched.machine();
    }

    @AfterEach
    void stop() {
        watched.close();
    }

    @Test
    void sudo_saysWhoRanWhatAsWhom_andWhoWasRefused() {
        accounts();
        int before = watched.events().size();
        sudo(0, "bob", "", "", "-n /bin/true", "success user=bob as=root command=/bin/true");
        sudo(0, "bob", "", "", "-n -u nobody /bin/true", "success user=bob as=nobody command=/bin/true");
        sudo(0, "bob", "", "", "-n -u '#0' /bin/true", "success user=bob as=root command=/bin/true");
        sudo(0, "bob", "", "", "-n -g users /bin/true", "success user=bob as=bob group=users command=/bin/true");
        sudo(0, "dan", "", RIGHT, "-S /bin/true", "success user=dan as=root command=/bin/true");
        sudo(0, "carol", "", "", "-n /bin/true", "success user=carol as=root command=/bin/true");
        sudo(1, "carol", "", RIGHT, "-S /bin/ls", "failure user=carol as=root command=/bin/ls%s reason=not-allowed");
        sudo(1, "eve", "", RIGHT, "-S /bin/true", "failure user=eve as=root command=/bin/true%s reason=not-in-sudoers");
        sudo(1, "dan", "", "", "-n /bin/true", "failure user=dan as=root command=/bin/true%s reason=no-credentials");
        sudo(
                1,
                "dan",
                "",
                "no\nno\nno",
                "-S /bin/true",
                "failure user=dan as=root command=/bin/true%s reason=bad-credentials count=3");
        assertElevations(before);
    }

    @Test
    void sudo_inFoldersAndWithArgumentsThatLookLikeItsLog_takesTheGraverReading_andIsMarked() {
        accounts();
        int before = watched.events().size();
        String framing = "x ; USER=nobody ; COMMAND=/bin/true";
        sudo(0, "bob", framing, "", "-n /bin/sh -c :", "success user=bob as=root command=/bin/sh -c :%s suspicious");
        String refused = "x : user NOT in sudoers ; TTY=y ; PWD=z ; USER=nobody ; COMMAND=w";
        sudo(0, "bob", refused, "", "-n /bin/sh -c :", "success user=bob as=root command=/bin/sh -c :%s suspicious");
        sudo(
                1,
                "eve",
                framing,
                RIGHT,
                "-S /bin/sh -c :",
                "failure user=eve as=root command=/bin/sh -c :%s reason=not-in-sudoers suspicious");
        sudo(
                0,
                "bob",
                "",
                "",
                "-n -u nobody /bin/echo ' ; USER=root ; COMMAND=/bin/sh'",
                "success user=bob as=root command=/bin/sh' directory=%h ; USER=nobody ; COMMAND=/bin/echo ' suspicious");
        sudo(
                0,
                "bob",
                "x 203.0.113.66 \033[2J\u202e",
                "",
                "-n /bin/true",
                "success user=bob as=root command=/bin/true%s suspicious");
        assertElevations(before);
    }

    @Test
    void su_saysWhoBecameWhom_andWhoWasRefused() {
        accounts();
        int before = watched.events().size();
        su(0, "bob", RIGHT, "root", "success user=bob as=root");
        su(1, "bob", "wrong one", "root", "failure user=bob as=root");
        su(1, "eve", "wrong one", "bob", "failure user=eve as=bob");
        su(0, "root", "", "eve", "success user=root as=eve");
        List<JsonNode> events = watched.events();
        List<String> told = events.stream()
                .skip(before)
                .filter(event -> EventText.action(event).equals("elevate")
                        && event.at("/auth/primary").asBoolean())
                .map(EventText::of)
                .map(text -> text.replaceFirst(" reason=.*", ""))
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", told), () -> lines(events));
        assertHolds(events);
    }

    private void accounts() {
        for (String name : List.of("bob", "carol", "dan", "eve")) {
            machine.addUser(name, RIGHT);
        }
        Program.Finished root = machine.run("bash", "-c", "echo 'root:" + RIGHT + "' | chpasswd");
        assertEquals(0, root.code(), root::text);
        machine.write("/etc/sudoers.d/test", SUDOERS);
    }

    /** Runs sudo as a user in a folder of theirs; of the event, %s stands for the folder, %h for the user's home. */
    private void sudo(int code, String user, String folder, String input, String words, String event) {
        String home = "/home/" + user;
        String directory = folder.isEmpty() ? home : home + "/" + folder;
        Program.Finished end = machine.runAs(
                user,
                input,
                "bash",
                "-c",
                "umask 022; mkdir -p \"$1\" && cd \"$1\" && exec sudo " + words,
                "sudo",
                directory);
        assertEquals(code, end.code(), () -> words + ": " + end.text());
        String logged = directory.replace("\033", "#033");
        String with = event.contains("%h")
                ? event.replace("%h", home)
                : event.contains("%s") ? event.replace("%s", " directory=" + logged) : event + " directory=" + logged;
        expected.add("sudo elevate " + with);
    }

    private void su(int code, String user, String input, String target, String event) {
        Program.Finished end = user.equals("root")
                ? machine.run("su", target, "-c", "true")
                : machine.runAs(user, input, "su", target, "-c", "true");
        assertEquals(code, end.code(), end::text);
        expected.add("su elevate " + event);
    }

    private void assertElevations(int before) {
        List<JsonNode> events = watched.events();
        List<String> told = events.stream()
                .skip(before)
                .filter(event -> EventText.action(event).equals("elevate"))
                .map(EventText::of)
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", told), () -> lines(events));
        assertHolds(events);
    }

    /** Nobody came from anywhere: no event names a source. */
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
