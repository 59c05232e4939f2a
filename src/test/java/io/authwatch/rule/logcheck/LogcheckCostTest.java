package io.authwatch.rule.logcheck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.LogcheckDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a thousand rules cost against ten: a ratio in one run. Run by {@code -Dnightly=true}. */
@EnabledIfSystemProperty(named = "nightly", matches = "true")
class LogcheckCostTest {
    private static final int LINES = 20_000;
    private static final int ROUNDS = 15;
    private static final String LOGIN =
            "^(\\w{3} [ :[:digit:]]{11}|[0-9T:.+-]{32}) [._[:alnum:]-]+ sshd\\[[[:digit:]]+\\]: ";

    @Test
    void aThousandRules_costLittleMoreThanTen() throws IOException {
        List<LogLine> lines = lines();
        LogcheckRules ten = LogcheckRules.read(Map.of("ten", String.join("\n", few())));
        LogcheckRules all = LogcheckRules.read(debian());
        double few = Double.MAX_VALUE;
        double many = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            few = Math.min(few, nanosPerLine(ten, lines));
            many = Math.min(many, nanosPerLine(all, lines));
        }
        AtomicLong tried = new AtomicLong();
        lines.forEach(line -> all.match(line, rule -> tried.incrementAndGet()));
        System.out.printf(
                "%d rules: %.0f ns a line (%.2f M lines/s); %d rules: %.0f ns (%.2f M lines/s), %.2f tried a line%n",
                ten.size(), few, 1e3 / few, all.size(), many, 1e3 / many, tried.doubleValue() / lines.size());
        assertTrue(many < 1_000, "ns a line: " + many);
    }

    private static double nanosPerLine(LogcheckRules rules, List<LogLine> lines) {
        int matched = 0;
        long before = System.nanoTime();
        for (LogLine line : lines) {
            matched += rules.match(line, tried -> {}) == null ? 0 : 1;
        }
        long nanos = System.nanoTime() - before;
        assertTrue(matched > 0);
        return (double) nanos / lines.size();
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

    private static Map<String, String> debian() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path file : LogcheckDatabase.files("server")) {
            files.put(file.getFileName().toString(), Files.readString(file));
        }
        return files;
    }

    /** Lines of the kinds that auth logs hold: half of them of sshd. */
    private static List<LogLine> lines() {
        String[] shapes = {
            "sshd[%d]: Failed password for root from 192.0.2.%d port 51413 ssh2",
            "sshd[%d]: Failed password for invalid user oracle from 198.51.100.%d port 40422 ssh2",
            "sshd[%d]: Connection closed by authenticating user root 192.0.2.%d port 60912 [preauth]",
            "sshd[%d]: Received disconnect from 203.0.113.%d port 50022:11: Bye Bye [preauth]",
            "sshd[%d]: pam_unix(sshd:session): session opened for user alice(uid=10%d) by (uid=0)",
            "CRON[%d]: pam_unix(cron:session): session closed for user root%d",
            "sudo:    alice : TTY=pts/%d ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/id %d",
            "systemd-logind[%d]: Removed session %d.",
            "frobd[%d]: widget %d was frobbed, and nobody knows why it should have been",
            "kernel: [%d.%d] usb 1-1: new high-speed USB device number 4 using xhci_hcd"
        };
        Random random = new Random(1);
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String text =
                    String.format(shapes[random.nextInt(shapes.length)], random.nextInt(30_000), random.nextInt(200));
            lines.add(LogLine.of("Nov 23 03:27:13 web-1 " + text));
        }
        return lines;
    }
}
