package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.authwatch.testkit.Answers;
import io.authwatch.testkit.AuthwatchProcess;
import io.authwatch.testkit.FakePushover;
import io.authwatch.testkit.LoginAlerts;
import io.authwatch.testkit.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emergency repeats on the phone until somebody acknowledges it; its receipt is what that takes, and is kept. */
class EmergencyIT {
    private static final Pattern RECEIPT = Pattern.compile("\"receipt\":\"(\\w{30})\"");

    @TempDir
    Path temp;

    @Test
    void emergency_isSentAsOne_andItsReceiptOutlivesAKill() throws Exception {
        CompletableFuture<String> receipt = new CompletableFuture<>();
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = new AuthwatchProcess(temp)
                        .with("AUTHWATCH_PUSHOVER_RETRY", "30s")
                        .with("AUTHWATCH_PUSHOVER_EXPIRE", "10m")
                        .withRules(LoginAlerts.RULES.replace("}\n", ", priority: emergency}\n"))
                        .sendingTo(pushover)
                        .start()) {
            pushover.always(telling(receipt));
            LoginAlerts.raise(authwatch, "ann");
            FakePushover.Recorded form = pushover.awaitAccepted(1).get(0);
            JsonNode alert = authwatch.api().alerts().get(0);
            assertEquals(
                    List.of("2", "30", "600", "alert=" + alert.get("id").asText()),
                    List.of(form.field("priority"), form.field("retry"), form.field("expire"), form.field("tags")));
            assertKept(authwatch, receipt.join(), alert);
            assertEquals(1, Rest.await(authwatch, 1).decided());

            authwatch.kill();
            authwatch.start();
            assertKept(authwatch, receipt.join(), alert);
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .until(() -> pushover.recorded().size() == 1);
            Rest.await(authwatch, 0);
        }
    }

    @Test
    void acknowledged_stopsItsAlert_andSaysWhoAndWhen_whateverIsKilledInBetween() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch =
                        emergencies(pushover, "repeat: 60s").start()) {
            LoginAlerts.raise(authwatch, "ann");
            pushover.awaitAccepted(1);
            LoginAlerts.await(authwatch, "ann", "state", "sent");
            String receipt = pushover.receipts().all().get(0);
            authwatch.kill();
            pushover.receipts().acknowledge(receipt, FakePushover.USER, "pixel");
            authwatch.start();
            JsonNode alert = awaitAcknowledged(authwatch);
            assertEquals("pixel", alert.at("/acknowledged/device").asText());
            assertEquals("the configured user", alert.at("/acknowledged/by").asText());
            assertFalse(alert.at("/acknowledged/at").asText().isEmpty());

            LoginAlerts.raise(authwatch, "ann");
            Awaitility.await()
                    .until(() -> authwatch.api().alerts().get(0).get("followed").asInt() == 1);
            authwatch.kill();
            authwatch.start();
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> suppressed(authwatch) == 1);
            assertEquals(alert.get("acknowledged"), awaitAcknowledged(authwatch).get("acknowledged"));
            assertEquals(1, pushover.recorded().size(), "the summary was counted and not sent");
            String id = alert.get("id").asText();
            assertEquals("alert=" + id, pushover.receipts().cancelledTags().get(0));
            assertEquals("alert%3D" + id, pushover.receipts().rawTags().get(0));
            assertFalse(authwatch.output().contains(FakePushover.USER));
        }
    }

    @Test
    void doubledByACrash_bothFallSilentWhenOneIsAcknowledged() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = emergencies(pushover, "repeat: 1h").start()) {
            pushover.next((form, fake) -> Answers.real().to(form, fake).withFixedDelay(120_000));
            LoginAlerts.raise(authwatch, "ann");
            pushover.await(1);
            authwatch.kill();
            authwatch.start();
            pushover.awaitAccepted(2);
            List<String> receipts = pushover.receipts().all();
            pushover.receipts().acknowledge(receipts.get(1), "aKeyOfSomebodyElseInTheGroup01", "phone");
            JsonNode alert = awaitAcknowledged(authwatch);
            assertTrue(alert.at("/acknowledged/by").asText().matches("user [0-9a-f]{8}"), alert::toString);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pushover.receipts().silent(receipts.get(0)));
        }
    }

    @Test
    void unanswered_isShown_andToldOnce() throws Exception {
        try (FakePushover pushover = FakePushover.start();
                AuthwatchProcess authwatch = emergencies(pushover, "repeat: 1h").start()) {
            LoginAlerts.raise(authwatch, "ann");
            pushover.awaitAccepted(1);
            pushover.receipts().expire(pushover.receipts().all().get(0));
            FakePushover.Recorded told = pushover.awaitAccepted(2).get(1);
            assertTrue(told.field("title").startsWith("Nobody acknowledged: ann"), told.field("title"));
            assertEquals("1", told.field("priority"));
            LoginAlerts.await(authwatch, "ann", "state", "expired");
        }
    }

    private AuthwatchProcess emergencies(FakePushover pushover, String repeat) {
        return new AuthwatchProcess(temp)
                .withRules(LoginAlerts.RULES.replace("}\n", ", priority: emergency, " + repeat + "}\n"))
                .sendingTo(pushover);
    }

    private static JsonNode awaitAcknowledged(AuthwatchProcess authwatch) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        !authwatch.api().alerts().get(0).get("acknowledged").isNull());
        return authwatch.api().alerts().get(0);
    }

    private static double suppressed(AuthwatchProcess authwatch) {
        return authwatch.metrics().sum("authwatch_notifications_suppressed_total", "reason", "acknowledged");
    }

    private static FakePushover.Answer telling(CompletableFuture<String> receipt) {
        return (form, pushover) -> {
            ResponseDefinitionBuilder answer = Answers.real().to(form, pushover);
            Matcher told = RECEIPT.matcher(answer.build().getBody());
            if (told.find()) {
                receipt.complete(told.group(1));
            }
            return answer;
        };
    }

    private static void assertKept(AuthwatchProcess authwatch, String receipt, JsonNode alert) {
        JsonNode notification = LoginAlerts.await(authwatch, "ann", "state", "sent");
        assertEquals(receipt, notification.get("receipt").asText());
        assertEquals("emergency", notification.get("priority").asText());
        assertEquals(alert.get("id"), notification.get("alert"));
        assertEquals(1, notification.get("attempts").asInt());
    }
}
