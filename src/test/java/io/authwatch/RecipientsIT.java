package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Rest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named recipients, words of a rule's own, and a backtest of the rules before they are in force. */
class RecipientsIT {
    private static final String RULES = """
            recipients: {night-shift: {device: iphone, sound: siren, title: Night}, boss: {}}
            rules:
              entered:
                when: {action: login, outcome: success}
                per: [host, user]
                to: [night-shift, boss]
                message: "{user} is in, on {host}"
                tests:
                  - {line: "sshd[1]: Accepted password for ann from 192.0.2.7 port 22 ssh2", fires: true}
            """;

    @TempDir
    Path temp;

    @Test
    void eachRecipient_isToldByItsKey_andWhoHasNone_throughTheDefault() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                        .with("AUTHWATCH_PUSHOVER_RECIPIENTS_NIGHT_SHIFT", FakePushover.GROUP)
                        .withRules(RULES)
                        .sendingTo(pushover)
                        .start()) {
            LoginAlerts.raise(authwatch, "ann");
            List<FakePushover.Recorded> forms = pushover.awaitAccepted(2);
            FakePushover.Recorded toDefault = sentTo(forms, FakePushover.USER);
            FakePushover.Recorded toNight = sentTo(forms, FakePushover.GROUP);
            assertEquals("ann is in, on web-1", toDefault.field("title"));
            assertTrue(
                    toDefault.field("message").contains("\nFor boss: no key is set, so it comes to you\n"),
                    toDefault.field("message"));
            assertEquals(
                    List.of("Night: ann is in, on web-1", "iphone", "siren"),
                    Stream.of("title", "device", "sound").map(toNight::field).toList());
            assertTrue(
                    authwatch
                            .output()
                            .contains("recipient 'boss' has no key: its notifications go to the default user until"
                                    + " AUTHWATCH_PUSHOVER_RECIPIENTS_BOSS is set"),
                    authwatch::output);
            assertFalse(authwatch.output().contains(FakePushover.GROUP), "a key in the log");
            assertEquals(1, Rest.await(authwatch, 1).decided());
            assertShown(authwatch);
            assertBacktest(authwatch);
        }
    }

    private static FakePushover.Recorded sentTo(List<FakePushover.Recorded> forms, String key) {
        return forms.stream()
                .filter(form -> form.field("user").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static void assertShown(AuthwatchProcess authwatch) {
        List<JsonNode> shown = authwatch.api().notifications();
        String alert = authwatch.api().alerts().get(0).get("id").asText();
        assertEquals(
                List.of(alert + "-1", alert + "-1-night-shift"),
                shown.stream().map(one -> one.get("id").asText()).sorted().toList());
        assertFalse(shown.toString().contains(FakePushover.GROUP), "a key in the API");
    }

    private static void assertBacktest(AuthwatchProcess authwatch) {
        JsonNode report = authwatch.api().backtest(RULES.replace("[night-shift, boss]", "[night-shift]"), "1h");
        assertEquals(1, report.get("events").asInt());
        assertEquals(1, report.get("notifications").asInt());
        assertEquals(1, report.get("rules").get(0).get("fired").asInt());
        assertEquals("Night: ann is in, on web-1", report.get("examples").get(0).asText());
        assertEquals(10_000, report.get("quota").get("limit").asInt());
        assertEquals(2, authwatch.api().notifications().size(), "a backtest sends nothing");
    }
}
