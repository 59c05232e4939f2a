package io.authwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
