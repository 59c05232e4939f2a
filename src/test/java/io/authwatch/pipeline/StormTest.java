package io.authwatch.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.alert.Alert;
import io.authwatch.notify.Notification;
import io.authwatch.rule.RuleFile;
import io.authwatch.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 10,000 sources guess on 1,000 hosts for an hour, and a person can live with it. */
class StormTest {
    private static final RuleSet RULES = RuleFile.read("rules.yaml", """
            rules:
              guessing:   {when: {action: login, outcome: failure}, count: 5, within: 2m, per: [host, source]}
              root-login: {when: {action: login, outcome: success, user: root}, per: [host, user, source], priority: high}
            """);
    private static final int SOURCES = 10_000;
    private static final int HOSTS = 1_000;
    private static final int ATTEMPTS = 7;
    private static final Instant HOUR = Harness.NOON.plus(Duration.ofHours(1));
    private static final int SUCCESS_AT = 5_000;

    /** What a person and the API saw of the hour and of the time after it. */
    private record Seen(List<String> notifications, Map<String, Alert> alerts) {}

    @Test
    void hourOfGuessing_isAtMostTwelveNotifications_andCountsEveryHostAndSource() {
        Run run = new Run(RULES);
        Seen seen = hour(run, 0);
        assertTrue(run.notifications().size() <= 12, () -> String.join("\n", seen.notifications()));
        Notification end = run.notifications().get(run.notifications().size() - 1);
        assertEquals("Over: Guessing on 1,000 hosts of h* from 10,000 sources (30,000 times)", end.title());
        assertTrue(end.message().contains("Hosts: 1,000, none stands out\n"), end.message());
        assertTrue(end.message().contains("Sources: 10,000, none stands out\n"), end.message());
        long firings = seen.alerts().values().stream()
                .filter(alert -> alert.rule().equals("guessing") && !alert.key().isEmpty())
                .mapToLong(Alert::count)
                .sum();
        assertEquals(SOURCES * (ATTEMPTS - 4), firings, "the single alerts keep their counts");
        assertTrue(seen.alerts().values().stream().allMatch(alert -> alert.followed() == 0), "nothing waits untold");
    }

    @Test
    void successAmongTheGuesses_isToldAtOnce() {
        Run run = new Run(RULES);
        hour(run, 0);
        List<Notification> logins = run.notifications().stream()
                .filter(notification -> notification.rule().equals("root-login"))
                .toList();
        assertEquals(1, logins.size());
        assertEquals("root logged in on h7 from 10.9.9.9", logins.get(0).title());
        assertEquals(at(SUCCESS_AT), logins.get(0).created());
    }

    @Test
    void restartsAndKillsInBetween_changeNothing() {
        Seen whole = hour(new Run(RULES), 0);
        assertEquals(whole, hour(new Run(RULES), 997));
    }

    /** Runs the hour; every {@code disturbed} sources the process is stopped or killed in turn. */
    private static Seen hour(Run run, int disturbed) {
        for (int source = 0; source < SOURCES; source++) {
            List<String> frames = new ArrayList<>();
            String host = "h" + source % HOSTS;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                frames.add(line(source, host, "Failed password for user" + attempt + " from " + address(source)));
            }
            if (source == SUCCESS_AT) {
                frames.add(line(source, "h7", "Accepted password for root from 10.9.9.9"));
            }
            run.read(at(source), frames.toArray(String[]::new));
            if (disturbed > 0 && source % disturbed == disturbed / 2) {
                run.checkpoint();
            }
            if (disturbed > 0 && source % disturbed == 0) {
                if (source % 2 == 0) {
                    run.restart();
                } else {
                    run.kill();
                }
            }
        }
        run.pass(HOUR, HOUR.plus(Duration.ofHours(3)));
        return new Seen(
                run.notifications().stream()
                        .map(notification -> notification.id() + " " + notification.created() + " "
                                + notification.title() + "\n" + notification.message())
                        .toList(),
                Map.copyOf(run.alerts()));
    }

    private static String line(int source, String host, String text) {
        return "<38>" + at(source) + " " + host + " sshd[1]: " + text + " port 22 ssh2";
    }

    private static Instant at(int source) {
        return Harness.NOON.plusMillis(360L * source);
    }

    private static String address(int source) {
        return "10." + source / 2500 + "." + source / 50 % 50 + "." + (1 + source % 50);
    }
}
