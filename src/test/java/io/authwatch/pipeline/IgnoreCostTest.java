package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import io.authwatch.rule.Surroundings;
import io.authwatch.testkit.LogcheckDatabase;
import io.authwatch.wire.Input;
import io.authwatch.wire.Origin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a thousand rules cost against ten: a ratio of CPU time in one run. Run by {@code -Dnightly=true}. */
@EnabledIfSystemProperty(named = "nightly", matches = "true")
class IgnoreCostTest {
    private static final int LINES = 20_000;
    private static final int BATCH = 1_000;
    private static final int ROUNDS = 15;
    private static final String IGNORE = "ignore: {logcheck: /x}\n";
    private static final double RATIO_MAX = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String LOGIN =
            "^(\\w{3} [ :[:digit:]]{11}|[0-9T:.+-]{32}) [._[:alnum:]-]+ sshd\\[[[:digit:]]+\\]: ";

    @Test
    void aThousandRules_costLittleMoreThanTen() throws IOException {
        List<byte[]> lines = lines();
        RuleSet none = rules("", List.of());
        RuleSet ten = rules(IGNORE, List.of(new Surroundings.Included("ten", String.join("\n", few()))));
        RuleSet all = rules(IGNORE, debian());
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
            int at = 0;
            for (RuleSet rules : List.of(none, ten, all)) {
                least[at] = Math.min(least[at++], nanosPerLine(rules, lines));
            }
        }
        System.out.printf(
                "CPU ns a line, parsed, recognised and matched: %.0f without ignore, %.0f with 10 rules, %.0f with Debian's%n",
                least[0], least[1], least[2]);
        assertTrue(least[2] <= RATIO_MAX * least[1], "ns a line: " + least[2] + ", with ten rules: " + least[1]);
    }

    private static RuleSet rules(String ignore, List<Surroundings.Included> files) {
        return RuleFile.read("rules.yaml", ignore + "rules: {odd: {when: {action: other}}}", new Surroundings() {
            @Override
            public Optional<Set<String>> recipients() {
                return Optional.empty();
            }

            @Override
            public List<Included> folder(String path) {
                return files;
            }
        });
    }

    private static double nanosPerLine(RuleSet rules, List<byte[]> lines) {
        Origin origin = new Origin.File("/var/log/auth.log", "here");
        Lane lane = new Lane(Input.FILE, Lanes.settings(rules), Happenings.NONE);
        long before = THREADS.getCurrentThreadCpuTime();
        for (int at = 0; at < lines.size(); at += BATCH) {
            lane.begin(Lanes.NOON);
            for (byte[] line : lines.subList(at, at + BATCH)) {
                lane.accept(origin, line, 0, line.length, false);
            }
            assertTrue(lane.end(null, () -> {}).decided() == BATCH);
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / lines.size();
    }

    private static List<String> few() {
        List<String> rules = new ArrayList<>();
        for (String what : List.of(
                "Accepted publickey for [^[:space:]]+ from ",
                "Connection closed by ",
                "Disconnected from user ",
                "Received disconnect from ",
                "Invalid user [^[:space:]]* from ",
                "pam_unix\\(sshd:session\\): session opened for user ",
                "Failed password for invalid user ",
                "Failed password for root from ",
                "Did not receive identification string from ",
                "Server listening on ")) {
            rules.add(LOGIN + what + ".*$");
        }
        return rules;
    }

    private static List<Surroundings.Included> debian() throws IOException {
        List<Surroundings.Included> files = new ArrayList<>();
        for (Path file : LogcheckDatabase.files("server")) {
            files.add(new Surroundings.Included(file.getFileName().toString(), Files.readString(file)));
        }
        return files;
    }

    /** Lines that nobody recognises: those that an ignore list is asked about. */
    private static List<byte[]> lines() {
        String[] shapes = {
            "sshd[%d]: Nasty PTR record \"192.0.2.1\" is set up for 192.0.2.%d, ignoring",
            "sshd[%d]: error: something that no release of it ever wrote, number %d",
            "postfix/smtpd[%d]: connect from mail.example.net[192.0.2.%d]",
            "postfix/qmgr[%d]: 4B7A: from=<alice@example.net>, size=%d, nrcpt=1 (queue active)",
            "dhclient[%d]: bound to 192.0.2.%d -- renewal in 1800 seconds.",
            "ntpd[%d]: synchronized to 192.0.2.%d, stratum 2",
            "named[%d]: lame server resolving 'example.net' (in 'example.net'?): 192.0.2.%d#53",
            "frobd[%d]: widget %d was frobbed, and nobody knows why it should have been",
            "kernel: [%d.%d] usb 1-1: new high-speed USB device number 4 using xhci_hcd"
        };
        Random random = new Random(1);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String text =
                    String.format(shapes[random.nextInt(shapes.length)], random.nextInt(30_000), random.nextInt(200));
            lines.add(("Nov 23 03:27:13 web-1 " + text).getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }
}
